import test from 'ava';
import { azureText, azureViews, peersOf } from '../../../src/workshop/live/azure-text.ts';
import { azureLabOf, planDefinition, recordedAnswers } from '../../azure-view/support/plan-lab.ts';

const lab = azureLabOf(planDefinition(), recordedAnswers());
const seen = { lab, events: [], advertised: new Map(peersOf(lab, 'HarbourGW').map((peer) => [peer, lab])) };

test('every view has the command that prints it above what az would print', (t) => {
  for (const view of azureViews)
    t.regex(azureText(seen, view), /^\$ switchover az (network|monitor) [a-z]/, view);
  t.regex(
    azureText(seen, 'bgp-peers'),
    /^\$ switchover az network vnet-gateway list-bgp-peer-status --name HarbourGW --output table\nNeighbor +ASN +State/,
  );
  t.regex(azureText(seen, 'connections'), /"connectionStatus":/);
  t.regex(azureText(seen, 'advertised-routes'), /--peer 10\.74\.0\.10 --output table\nNetwork +NextHop/);
});
