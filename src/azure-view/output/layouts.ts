import type { AzureObject, AzureValue } from '../azure-value.ts';
import type { AzResult } from './printed.ts';

/** The tables that az lays out for these commands (its `network/_format.py`). A value that is missing is empty there. */
export const peerResult = (value: AzureObject): AzResult => ({
  value,
  rows: itemsOf(value).map((item) => ({
    Neighbor: text(item.neighbor),
    ASN: text(item.asn),
    State: text(item.state),
    ConnectedDuration: text(item.connectedDuration),
    RoutesReceived: text(item.routesReceived),
    MessagesSent: text(item.messagesSent),
    MessagesReceived: text(item.messagesReceived),
  })),
});

export const routesResult = (value: AzureObject): AzResult => ({
  value,
  rows: itemsOf(value).map((item) => ({
    Network: text(item.network),
    NextHop: text(item.nextHop),
    Origin: text(item.origin),
    SourcePeer: text(item.sourcePeer),
    AsPath: text(item.asPath),
    Weight: text(item.weight),
  })),
});

export const effectiveRoutesResult = (value: AzureObject): AzResult => ({
  value,
  rows: itemsOf(value).map((item) => ({
    Source: text(item.source),
    State: text(item.state),
    'Address Prefix': joined(item.addressPrefix),
    'Next Hop Type': text(item.nextHopType),
    'Next Hop IP': joined(item.nextHopIpAddress),
  })),
});

/** A row for each minute of each time series. */
export const metricsResult = (value: AzureObject): AzResult => ({
  value,
  rows: itemsOf(value).flatMap(({ name, timeseries }) =>
    listOf(timeseries).flatMap(({ metadatavalues, data }) =>
      listOf(data).map(({ timeStamp, total, average }) => ({
        Timestamp: text(timeStamp),
        Name: nameOf(name),
        Metadata: listOf(metadatavalues)
          .map((one) => `${nameOf(one.name)}=${text(one.value)}`)
          .join(', '),
        Average: text(average),
        Total: text(total),
      })),
    ),
  ),
});

function nameOf(name: AzureValue | undefined): string {
  return name !== undefined && isObject(name) ? String(name.value ?? '') : '';
}

const listOf = (value: AzureValue | undefined): AzureObject[] =>
  isArray(value) ? value.filter((item) => isObject(item)) : [];

const itemsOf = ({ value }: AzureObject): AzureObject[] => listOf(value);

const isArray = (value: AzureValue | undefined): value is readonly AzureValue[] => Array.isArray(value);
const isObject = (value: AzureValue): value is AzureObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const text = (value: AzureValue | undefined): AzureValue => value ?? '';
const joined = (value: AzureValue | undefined): string => (isArray(value) ? value.join(' ') : '');
