import type { Engine } from '../../engine/engine.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import type { TrafficSettings } from './light-traffic.ts';

export interface HubOptions {
  /** Absent: found when it is needed. */
  readonly engine?: Engine | undefined;
  /** Results of trials go into a folder of their own in this one. */
  readonly runsFolder: string;
  /** Where calibrations of this machine are looked for. */
  readonly calibrationsFolder: string;
  /** The light traffic between trials. Absent: 8 flows of 20 packets a second each way. */
  readonly traffic?: TrafficSettings;
  /** Of a trial, as `run` has them. Absent: as many flows as the lab needs, 100 packets a second each, 8 connections. */
  readonly trials?: { readonly flows?: number; readonly rate: number; readonly connections: number };
  /** Shared with the hubs of the other seats. Absent: nobody else uses the machine. */
  readonly queue?: WorkQueue;
  /** Lab files beside the labs of the program that may be opened. A page cannot have any other file read. */
  readonly files?: readonly string[];
  /**
   * `own`: a lab that is opened comes up anew, and one that is up is opened by {@link LabHub.resume} alone, because it may
   * be another seat's. Absent: a lab that is up is opened by its name or id.
   */
  readonly labs?: 'own';
}

export const usualTraffic: TrafficSettings = { flows: 8, rate: 20 };
export const usualTrials = { rate: 100, connections: 8 } as const;
