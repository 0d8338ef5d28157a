/**
 * What programs in TypeScript import from the npm package. `npm run generate` writes it, from the schemas with which
 * the program itself writes and reads the files.
 */

/** How long an outage was. */
export type Outage = {
  readonly state: 'measured';
  /** The middle of the two bounds. */
  readonly estimateMs: number;
  /** How far the truth can be from the estimate. */
  readonly halfWidthMs: number;
} | {
  readonly state: 'at-least';
  readonly atLeastMs: number;
};

/** A moment or a duration: the truth lies within halfWidthMs of estimateMs. */
export type Measured = {
  /** The middle of the two bounds. */
  readonly estimateMs: number;
  /** How far the truth can be from the estimate. */
  readonly halfWidthMs: number;
};

/** What a run measured. Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format. */
export interface RunResult {
  readonly format: 'switchover-result/8';
  readonly run: {
    readonly id: string;
    readonly lab: string;
    /** What the lab shows. */
    readonly summary: string;
    /** Digest of its definition without the shared keys. */
    readonly definition: string;
    readonly startedAt: string;
    /** Id of the run that had brought the lab up already. Absent: this run did. */
    readonly broughtUpBy?: string | undefined;
    readonly profile: string;
    readonly dataplane: 'kernel' | 'userspace';
    /** In each direction of each pair. */
    readonly flows: number;
    /** Packets a second of each flow. */
    readonly rate: number;
    readonly tcp: {
      /** Opened from each side. */
      readonly connections: number;
      /** How long a connection waits for an answer before it is given up; 0: as long as the kernel does. */
      readonly timeoutSeconds: number;
    };
    /** As it was asked for. */
    readonly fault: {
      readonly name: string;
      /** Null: the usual targets of the fault, each in turn. */
      readonly target: string | null;
      /** Null: those of the fault. */
      readonly parameters: string | null;
    };
    /** How many targets were to be broken. */
    readonly targets: number;
    /** How many trials each target was to have, all shards together. */
    readonly trialsPerTarget: number;
    /** The part of the run that this is. Null: all of it. */
    readonly shard: {
      /** From 1. */
      readonly number: number;
      /** How many there are. */
      readonly of: number;
    } | null;
    /** Numbers of the trials that none of the merged shards has. */
    readonly missing: readonly number[];
  };
  /** The machines of the lab and their tunnels, as a picture needs them. */
  readonly design: {
    readonly nodes: readonly {
      readonly name: string;
      readonly role: 'internet' | 'virtual-network' | 'site' | 'instance' | 'device' | 'host' | 'client';
    }[];
    /** Wires between machines, except those to the public network, which every machine has. */
    readonly wires: readonly (readonly [string, string])[];
    readonly tunnels: readonly {
      readonly name: string;
      /** The connections that it belongs to. Absent: the tunnel of a point-to-site client. */
      readonly connections?: readonly string[] | undefined;
      /** The machines that it connects; standby: only after a takeover. */
      readonly paths: readonly {
        readonly from: string;
        readonly to: string;
        readonly standby: boolean;
      }[];
      /** Its network interface on every machine that can have it. */
      readonly devices: readonly {
        readonly node: string;
        readonly device: string;
      }[];
    }[];
  };
  /** The profile with which the lab ran. */
  readonly timers: {
    readonly name: 'azure' | 'fast';
    /** What was set in place of its values: "healthProbe.intervalMs=1000". Absent: nothing by a path. */
    readonly changes?: string | undefined;
    readonly bgp: {
      readonly keepaliveSeconds: number;
      readonly holdSeconds: number;
      /** Pause between attempts to open a session (RFC 4271, ConnectRetryTimer). */
      readonly connectRetrySeconds: number;
    };
    /** How an IKE peer detects that the other one is dead. The delay and all retransmissions together are what Azure calls the DPD timeout. */
    readonly dpd: {
      /** Time without a packet from the peer, IKE or ESP, until a request is sent. */
      readonly delaySeconds: number;
      /** Time between repetitions of an IKE request without an answer. */
      readonly retransmitSeconds: number;
      /** How often it is repeated. The peer counts as dead one interval after the last repetition. */
      readonly retransmitTries: number;
    };
    /** How often the end that initiates a tunnel looks whether it has to start it again, as after a refusal. */
    readonly tunnelRetrySeconds: number;
    /** A neighbour is dead after `threshold` unanswered probes, `intervalMs` apart. */
    readonly healthProbe: {
      readonly intervalMs: number;
      readonly threshold: number;
    };
    /** BFD inside a site, between its core router and its devices. Not on the tunnels: Azure does not support it there. */
    readonly siteBfd: {
      readonly intervalMs: number;
      readonly threshold: number;
    };
    /** VRRP version 3 (RFC 5798): the instance with the addresses sends an advertisement every `advertisementSeconds`. After three silent intervals, or when an advertisement says that it stops, the other instance waits for its skew and takes over. */
    readonly takeover: {
      readonly advertisementSeconds: number;
      /** 1 to 254. The skew is (256 - priority) / 256 of an interval. */
      readonly priority: number;
    };
    /** From the crash of an instance until the platform starts a replacement. */
    readonly replacementSeconds: number;
    /** From the crash of an on-premises device until it starts again. */
    readonly deviceRestartSeconds: number;
    /** How long planned maintenance takes an instance or a device out of service. */
    readonly maintenanceSeconds: number;
    /** How long a reset of the gateway takes an instance out of service. */
    readonly resetSeconds: number;
    /** How long a fault that is not a crash (of a link, a rule, a key or a daemon) lasts until it is repaired. */
    readonly repairSeconds: number;
    /** Whether a BGP session of a gateway instance ends with its tunnel. Otherwise the instance keeps it, and its routes, until the hold time ends. Azure does not say which; a device's own sessions always follow its tunnels. */
    readonly azureBgpFollowsTunnel: boolean;
    /** Whether the public address of an active-active gateway without BGP goes back to its own instance when that one is there again. Azure does not say. */
    readonly publicAddressReturns: boolean;
    /** Whose number each of these is. */
    readonly origins: Readonly<Record<string, {
      /** Whose number a timer is: documented by Azure, yours (the device's or the design's own), or assumed by this project because Azure publishes none. */
      readonly whose: 'documented' | 'yours' | 'assumed';
      /** The document, or why it is this number. */
      readonly source: string;
    }>>;
  };
  /** DPD timers of each connection: its own, or those of the profile. */
  readonly connections: readonly {
    readonly name: string;
    /** How an IKE peer detects that the other one is dead. The delay and all retransmissions together are what Azure calls the DPD timeout. */
    readonly dpd: {
      /** Time without a packet from the peer, IKE or ESP, until a request is sent. */
      readonly delaySeconds: number;
      /** Time between repetitions of an IKE request without an answer. */
      readonly retransmitSeconds: number;
      /** How often it is repeated. The peer counts as dead one interval after the last repetition. */
      readonly retransmitTries: number;
    };
    /** The device, if it has another timeout of its own. */
    readonly device?: {
      readonly name: string;
      /** null: it has none. */
      readonly dpd: {
        /** Time without a packet from the peer, IKE or ESP, until a request is sent. */
        readonly delaySeconds: number;
        /** Time between repetitions of an IKE request without an answer. */
        readonly retransmitSeconds: number;
        /** How often it is repeated. The peer counts as dead one interval after the last repetition. */
        readonly retransmitTries: number;
      } | null;
    } | undefined;
  }[];
  /** The devices that share an address, and by which numbers of VRRP. Absent: none. */
  readonly pairs?: readonly {
    readonly name: string;
    readonly nodes: readonly string[];
    /** VRRP version 3 (RFC 5798): the instance with the addresses sends an advertisement every `advertisementSeconds`. After three silent intervals, or when an advertisement says that it stops, the other instance waits for its skew and takes over. */
    readonly takeover: {
      readonly advertisementSeconds: number;
      /** 1 to 254. The skew is (256 - priority) / 256 of an interval. */
      readonly priority: number;
    };
  }[] | undefined;
  readonly versions: {
    readonly switchover: string;
    readonly strongswan: string;
    readonly frr: string;
    readonly kernel: string;
    readonly engine: string;
  };
  /** When each stage of bringing the lab up was over. Null: the lab was up already. */
  readonly bringUpMs: Readonly<Record<string, number>> | null;
  /** The limits of this run, from the lab or from the command line. Null: there are none. */
  readonly limits: {
    /** Upper limit for the longest outage of any flow, in seconds. */
    readonly maxOutageSeconds?: number | undefined;
    /** Lower limit for the longest outage of any flow, in seconds, for a lab that teaches a mistake. */
    readonly minOutageSeconds?: number | undefined;
    /** Upper limit for the time from the fault until every tunnel and BGP session is back, in seconds. */
    readonly maxRedundancySeconds?: number | undefined;
    /** Share of the flows of one direction that may lose packets, in percent. */
    readonly maxFlowsHitPercent?: number | undefined;
    /** TCP connections of both directions that may be reset or time out. */
    readonly maxConnectionsLost?: number | undefined;
  } | null;
  /** The latest calibration of this machine (`switchover calibrate`). Null: there is none. */
  readonly calibration: {
    readonly id: string;
    readonly startedAt: string;
    readonly flows: number;
    readonly rate: number;
    /** Largest error over all injected outages, measured as a run measures them. */
    readonly worstErrorMs: number;
    readonly undisturbedSeconds: number;
    /** Outages found in that time, when none was injected. */
    readonly falseOutages: number;
    readonly metTarget: boolean;
  } | null;
  /** What Azure documents about how long this takes. It stands beside a measurement, and never replaces one. */
  readonly documented: {
    /** Null: Azure documents none for this case. */
    readonly figure: string | null;
    /** The figure, or why there is none. */
    readonly text: string;
    readonly source: string;
  };
  /** One after the other in the same lab; of several targets each in turn. */
  readonly trials: readonly {
    /** In the whole run, from 1, also when this is only a part of the run (`--shard`). */
    readonly number: number;
    /** The fault that was asked for. It may be made of several, which are in events. */
    readonly fault: {
      readonly name: string;
      /** A node, or several that fail at once, joined by +. */
      readonly target: string;
      /** Absent: none were given. */
      readonly parameters?: Readonly<Record<string, number | string | boolean>> | undefined;
    };
    /** How long after the flows were steady the fault came: random, so that no timer is in step with it. */
    readonly phaseMs: number;
    /** The time that was watched. */
    readonly window: {
      readonly beforeT0Ms: number;
      readonly afterT0Ms: number;
    };
    /** A packet later than this counts as impaired (RFC 6412, 3.7.6). */
    readonly delayThresholdMs: number;
    /** The pairs of hosts between which traffic ran. */
    readonly pairs: readonly {
      /** The two hosts: vm1--host1. */
      readonly name: string;
      /** The host in Azure; of two in Azure, the one in the first virtual network. With traffic: in the lab file, from. */
      readonly near: string;
      readonly far: string;
      /** Outward, then return. */
      readonly directions: readonly {
        readonly name: 'outward' | 'return';
        /** Azure, site, or the name of a virtual network. */
        readonly from: string;
        readonly to: string;
        /** The host that sends. */
        readonly sender: string;
        readonly receiver: string;
        readonly flows: number;
        /** Packets a second. */
        readonly ratePerFlow: number;
        readonly packetsSent: number;
        readonly packetsLost: number;
        /** They arrived later than the delay threshold. */
        readonly packetsLate: number;
        /** They arrived after one that was sent later (RFC 4737, 3.3). */
        readonly packetsReordered: number;
        /** Null: not counted. */
        readonly packetsDuplicated: number | null;
        /** Flows that were hit in the outage of at least one event. */
        readonly flowsHitByAnyEvent: number;
        /** Flows that were still impaired when the window ended. */
        readonly flowsNotRecovered: number;
        /** The longest outage of all events, second hits included. Null: nothing was interrupted. */
        readonly longestOutage: Outage | null;
        /** Every loss period from T0 on. */
        readonly lossPeriods: readonly {
          /** Its index among the flows of the direction. */
          readonly flow: number;
          /** The event that it followed, by its index in events. */
          readonly event: number;
          readonly kind: 'outage' | 'second-hit';
          /** When its first impaired packet was sent, from T0; the other three times likewise. */
          readonly firstImpairedMs: number;
          readonly lastImpairedMs: number;
          /** Null: the flow was impaired when the window began. */
          readonly lastGoodBeforeMs: number | null;
          /** Null: the flow was not back when the window ended. */
          readonly firstGoodAfterMs: number | null;
          /** Packets that never arrived. */
          readonly lost: number;
          /** Packets that arrived later than the delay threshold. */
          readonly late: number;
        }[];
        /** How many are not listed, beyond the first 10000: a lab that loses packets at random. */
        readonly lossPeriodsOmitted: number;
        /** Null: not counted. */
        readonly flowSpread: {
          readonly tunnels: readonly {
            readonly tunnel: string;
            /** Flows that it carried before T0. */
            readonly flows: number;
            /** Packets that went into it up to T0. */
            readonly packetsBefore: number;
            readonly packetsAfter: number;
          }[];
          /** Probability that this many flows, each on a tunnel by chance, use every one of them. */
          readonly probabilityAllUsed: number;
          /** Flows that changed their tunnel before T0, when nothing had changed. */
          readonly flowsStrayed: number;
          /** Flows that took another tunnel after T0, even for a short time. */
          readonly flowsMoved: number;
        } | null;
        /** TCP connections that the sender opened. Absent: none were. */
        readonly connections?: {
          readonly opened: number;
          /** They were still the same connection when the window ended, and had their answers. */
          readonly survived: number;
          /** They ended by a reset, or the other end closed them. */
          readonly reset: number;
          readonly timedOut: number;
          /** They ended for another reason. */
          readonly failed: number;
          /** They had 200 ms or more without an answer. */
          readonly stalled: number;
          /** They were open and had no answer when the window ended: whether they survived is not known. */
          readonly stillStalled: number;
          /** From the end of the window until TCP has sent again over all of the connections that are still stalled. Null: none is. */
          readonly nextTryMs: number | null;
          /** Median of the longest stall of each connection that stalled. Null: none did. */
          readonly medianStallMs: number | null;
          /** Null: none stalled. */
          readonly longestStallMs: number | null;
          /** The shortest and the longest stall that the outages of the flows can cause: until the timers of TCP at either end send again what was lost (RFC 6298, 5.5; RFC 8985, 7). Null: an outage did not end, or there were too many. */
          readonly predictedStall: {
            readonly minMs: number;
            readonly maxMs: number;
          } | null;
          /** How the longest stall compares with the predicted one. Absent: the result is from a version that did not compare them. */
          readonly stallComparison?: {
            readonly verdict: 'within' | 'shorter' | 'longer' | 'not-comparable';
            /** In words: where the difference comes from, or why there is no comparison. */
            readonly explanation: string;
          } | undefined;
          /** Absent: no site has several devices, or the result is from a version that did not look. */
          readonly ways?: {
            /** Connections whose ways there and back were both seen. */
            readonly seen: number;
            /** Those of them whose answers came over another device of the site than the requests. */
            readonly overAnotherDevice: number;
          } | undefined;
          /** Segments that TCP sent again. */
          readonly retransmits: number;
        } | undefined;
        /** Absent: the flows notice the fault, and nothing else was measured. */
        readonly large?: {
          /** Of a large packet, with its IP header. */
          readonly bytes: number;
          readonly flows: number;
          /** Flows that lost packets after T0. */
          readonly flowsHit: number;
          /** Flows that still lost all of them when the window ended. */
          readonly flowsNotRecovered: number;
          readonly packetsLost: number;
          /** From the first lost packet to the next one that arrived, or to the end. Null: none was lost. */
          readonly longestLossMs: number | null;
          /** TCP connections that carry as much as a file transfer. */
          readonly bulk: {
            readonly connections: number;
            /** They were reset, timed out or failed. */
            readonly ended: number;
            /** They had 200 ms or more without progress. */
            readonly stalled: number;
            /** They had none when the window ended. */
            readonly stillStalled: number;
            /** Null: none stalled. */
            readonly longestStallMs: number | null;
          };
        } | undefined;
        /** Before T0. Null: no packet arrived. */
        readonly delayBefore: {
          readonly medianMs: number;
          readonly p99Ms: number;
          readonly maxMs: number;
        } | null;
        /** After the outage was over. Null: no packet arrived. */
        readonly delayAfter: {
          readonly medianMs: number;
          readonly p99Ms: number;
          readonly maxMs: number;
        } | null;
      }[];
    }[];
    /** The faults that were applied, in the order of time, each with its figures. */
    readonly events: readonly {
      readonly fault: string;
      readonly target: string;
      /** Absent: none were given. */
      readonly parameters?: Readonly<Record<string, number | string | boolean>> | undefined;
      /** When it took effect, from T0. The first event defines T0, so its estimate is 0. */
      readonly at: Measured;
      /** When undoing it began, from T0. Null: it was not undone, or there was nothing to undo. */
      readonly undoneAtMs: number | null;
      /** Machines that it took away. */
      readonly deadNodes: readonly string[];
      /** How long each machine was away that is replaced. */
      readonly away: readonly {
        readonly node: string;
        /** From the event until its replacement starts, as planned. */
        readonly plannedSeconds: number;
        /** From the event until its replacement ran, as observed. Null: it was not seen to run. */
        readonly awayMs: number | null;
      }[];
      /** One for each direction of each pair. */
      readonly figures: readonly {
        /** The pair of hosts, by its name in pairs. */
        readonly pair: string;
        readonly direction: 'outward' | 'return';
        /** Flows with at least one packet lost or late in the outage that followed the event. */
        readonly flowsHit: number;
        /** The headline: the longest pooled outage, or a longer second hit. Null: nothing was interrupted. */
        readonly longestOutage: Outage | null;
        /** The longest pooled outage, without second hits. Null: nothing was interrupted. */
        readonly outage: Outage | null;
        /** Over the flows that were hit, each by its own packets alone. Null: none was hit. */
        readonly outagePerFlow: {
          readonly min: Outage;
          readonly median: Outage;
          readonly max: Outage;
        } | null;
        readonly pooled: readonly {
          /** The tunnel, or the tunnels in a row (a > b), that carried the flows before. Null: not known. */
          readonly path: string | null;
          /** How many flows share the moments at which it began and ended. */
          readonly flows: number;
          readonly flowsOnPath: number;
          readonly outage: Outage;
          /** When the flows were back, from the event. Null: not when the window ended. */
          readonly backAt: Measured | null;
        }[];
        /** From the event. Null: nothing was interrupted, or no flow came back. */
        readonly firstFlowBack: Measured | null;
        /** From the event. Null: nothing was interrupted, or not all flows came back. */
        readonly lastFlowBack: Measured | null;
        /** Losses that began when the outage was over, or when the fault was undone: for instance because the replacement came back. */
        readonly secondHits: {
          readonly lossPeriods: number;
          /** How many flows they happened to. */
          readonly flows: number;
          readonly packetsLost: number;
          readonly packetsLate: number;
          /** Null: there were none. */
          readonly longest: Outage | null;
          /** When the first one began, from the event. Null: there were none. */
          readonly firstAtMs: number | null;
          /** What happened on a node just before the longest of them, in words. Absent: there were none, or the result is from a version that did not look. */
          readonly cause?: string | undefined;
        };
        /** Null: no flow was hit. */
        readonly lossDerived: {
          readonly hitFlowsMedianMs: number;
          readonly hitFlowsMaxMs: number;
          /** The mean over all flows, also those that were not hit. */
          readonly allFlowsMs: number;
        } | null;
        /** Null: nothing was interrupted, or only for moments by a line that is bad. */
        readonly phases: {
          /** The node that decided about these flows. Null: not known for their path. */
          readonly node: string | null;
          /** The path that these flows had before the event. Null: not known. */
          readonly path: string | null;
          /** How many flows came back at that moment. */
          readonly flows: number;
          /** From the event until the node noticed it, or until the repair that brought the flows back; 0: within the uncertainty of T0. Null, here and below: its beginning or end was not seen. */
          readonly detectionMs: number | null;
          /** From then until the node's FIB no longer had the failed next hop. */
          readonly convergenceMs: number | null;
          /** From then until the first packet of the last flow was sent that arrived in time. */
          readonly restorationMs: number | null;
          /** From the event until that packet: the sum of the three. Null: not back when the window ended. */
          readonly totalMs: number | null;
          /** What made the node notice. Null: not seen. */
          readonly decidedBy: {
            readonly mechanism: 'health-probe' | 'bfd' | 'dpd' | 'initial-contact' | 'ike-closed' | 'ike-deleted' | 'ike-session' | 'bgp-hold' | 'bgp-notification' | 'bgp-closed' | 'bgp-reset' | 'bgp-session' | 'carrier' | 'takeover' | 'replacement' | 'reconnection' | 'session-return' | 'repair' | 'fault';
            /** The node on which it happened; of a repair: what was repaired; of the fault itself: the fault and its target. */
            readonly node: string;
            /** Both in words: "IKE dead peer detection on device2". */
            readonly text: string;
            /** Whose number the mechanism's timer is. Absent: no timer has a part in it. */
            readonly whose?: 'documented' | 'yours' | 'assumed' | undefined;
            /** The assumption of the profile without which something else would decide. Absent: none. */
            readonly assumption?: 'azureBgpFollowsTunnel' | undefined;
            /** The hold time that decides is one with which the session flaps on Azure, and not here. Absent: it is not. */
            readonly flapsOnAzure?: true | undefined;
          } | null;
          readonly steps: readonly {
            readonly phase: 'detection' | 'convergence' | 'restoration';
            /** What ended the phase, in words. */
            readonly endedBy: string;
            /** When, from the event. */
            readonly atMs: number;
          }[];
          /** What was not observed, in words. */
          readonly notSeen: readonly string[];
        } | null;
        /** Null: nothing is predicted, because the fault is not silent, no timer would notice it, or another fault of the trial takes the path that is left, before this one has recovered. */
        readonly prediction: {
          readonly minMs: number;
          readonly meanMs: number;
          readonly maxMs: number;
          /** The part of all three that is not detection. */
          readonly convergenceMs: number;
          readonly points: readonly {
            /** The node that has to notice. */
            readonly node: string;
            /** The tunnels whose flows it moves. */
            readonly tunnels: readonly string[];
            /** The mechanism that fires first, on average. */
            readonly decidedBy: {
              readonly mechanism: 'health-probe' | 'bfd' | 'dpd' | 'initial-contact' | 'ike-closed' | 'ike-deleted' | 'ike-session' | 'bgp-hold' | 'bgp-notification' | 'bgp-closed' | 'bgp-reset' | 'bgp-session' | 'carrier' | 'takeover' | 'replacement' | 'reconnection' | 'session-return' | 'repair' | 'fault';
              /** The node on which it happened; of a repair: what was repaired; of the fault itself: the fault and its target. */
              readonly node: string;
              /** Both in words: "IKE dead peer detection on device2". */
              readonly text: string;
              /** Whose number the mechanism's timer is. Absent: no timer has a part in it. */
              readonly whose?: 'documented' | 'yours' | 'assumed' | undefined;
              /** The assumption of the profile without which something else would decide. Absent: none. */
              readonly assumption?: 'azureBgpFollowsTunnel' | undefined;
              /** The hold time that decides is one with which the session flaps on Azure, and not here. Absent: it is not. */
              readonly flapsOnAzure?: true | undefined;
            };
            /** Everything on this node that would notice, with the time that it takes; the fastest first. */
            readonly mechanisms: readonly {
              readonly mechanism: 'health-probe' | 'bfd' | 'dpd' | 'initial-contact' | 'ike-closed' | 'ike-deleted' | 'ike-session' | 'bgp-hold' | 'bgp-notification' | 'bgp-closed' | 'bgp-reset' | 'bgp-session' | 'carrier' | 'takeover' | 'replacement' | 'reconnection' | 'session-return' | 'repair' | 'fault';
              readonly minMs: number;
              readonly maxMs: number;
            }[];
          }[];
          /** How long it would take if the assumption of the profile were the other way round. Absent: as long. */
          readonly otherwise?: {
            readonly assumption: 'azureBgpFollowsTunnel';
            readonly minMs: number;
            readonly meanMs: number;
            readonly maxMs: number;
          } | undefined;
        } | null;
        /** Null: the flows came back without it, or there was nothing to repair. */
        readonly withoutRepair: {
          readonly outcome: 'never';
          /** Why nothing else would. */
          readonly reason: string;
        } | {
          readonly outcome: 'longer';
          /** When the repair began, from the event. */
          readonly thanMs: number;
        } | null;
        /** How the measured recovery compares with the predicted one. */
        readonly comparison: {
          readonly verdict: 'within' | 'shorter' | 'longer' | 'not-comparable';
          /** In words: where the difference comes from, or why there is no comparison. */
          readonly explanation: string;
        };
      }[];
      /** The clients of a point-to-site gateway. Absent: the lab has none. */
      readonly clients?: readonly {
        readonly client: string;
        /** How often it lost its connection after the event. */
        readonly disconnections: number;
        /** From the event until no packet passed: 0 if the instance that served it died silently, otherwise when the gateway told it. Null: it was not disconnected. */
        readonly droppedMs: number | null;
        /** From the event until the client knew. Null: it was not disconnected. */
        readonly noticedMs: number | null;
        /** From the event until it was connected again. Null: not disconnected, or not back. */
        readonly reconnectedMs: number | null;
        /** Its address in the tunnel. Null: none was seen. */
        readonly addressBefore: string | null;
        /** Null: not disconnected, or not back. */
        readonly addressAfter: string | null;
      }[] | undefined;
    }[];
    /** When every tunnel and BGP session was back for good, from T0; 0: redundancy was never lost. Null: not within the time allowed. */
    readonly redundancyRestoredMs: number | null;
    /** What redundancy lacked at the end. Absent: nothing, or it was not looked at. */
    readonly stillMissing?: {
      /** The things, as the rest of a sentence. */
      readonly what: string;
      /** The habits of devices for which they do not come back by themselves; empty: none is known. */
      readonly because: readonly string[];
    } | undefined;
    /** Whether the machine had enough time for the measurement. */
    readonly contention: {
      /** How late packets left, compared with the fixed schedule of their sender. */
      readonly senders: readonly {
        readonly direction: 'outward' | 'return';
        readonly sender: string;
        readonly receiver: string;
        /** Null: no packet was sent in the window. */
        readonly latenessP999Ms: number | null;
        readonly latenessMaxMs: number | null;
      }[];
      /** How late a packet left at most between an event and the return of the last flow: daemons may have acted as late. Null: no outage. */
      readonly outageLatenessMs: number | null;
      /** Absent: not observed. */
      readonly processor?: {
        /** Share of all processors' time that the lab used, 0 to 1. */
        readonly labShare: number;
        /** Share that everything else on the machine used, this program and the engine included. */
        readonly otherShare: number;
        /** Share that this program used, a part of otherShare. Absent: measured by an earlier version. */
        readonly programShare?: number | undefined;
        /** Share that other machines on the same host used. */
        readonly stolenShare: number;
        /** Share of the time in which something waited for a processor. Absent: the kernel does not count it. */
        readonly waitingShare?: number | undefined;
      } | undefined;
      /** In words; none if the machine had enough time. */
      readonly reasons: readonly string[];
      /** Whether the figures may be wrong because the machine was busy. */
      readonly contended: boolean;
    };
    /** Whether the trial's figures can be trusted. */
    readonly quality: {
      /** Whether no flag has the severity invalid. */
      readonly valid: boolean;
      readonly packetsLostBeforeFault: number;
      readonly packetsLateBeforeFault: number;
      /** Before T0, for every tunnel that routing has for the direction. */
      readonly flowsPerTunnel: readonly {
        /** The pair of hosts, by its name in pairs. */
        readonly pair: string;
        readonly direction: 'outward' | 'return';
        readonly tunnel: string;
        readonly flows: number;
      }[];
      readonly flags: readonly {
        readonly code: 'loss-before-fault' | 'late-before-fault' | 'nothing-before-fault' | 'tunnel-without-flows' | 'fault-out-of-reach' | 'path-unknown' | 'flows-strayed' | 'host-stalled' | 'contended' | 'shared-machine' | 'coarse-bracket' | 't0-uncertain' | 'short-watch';
        /** invalid: the figures cannot be used. doubtful: read them with the message in mind. */
        readonly severity: 'invalid' | 'doubtful';
        readonly message: string;
      }[];
    };
  }[];
  /** The trials of each target, taken together. */
  readonly series: readonly {
    /** What was broken. */
    readonly target: string;
    /** Their numbers in the run, from 1; only valid ones. */
    readonly trials: readonly number[];
    readonly directions: readonly {
      /** The two hosts: vm1--host1. */
      readonly pair: string;
      readonly direction: 'outward' | 'return';
      /** Azure, site, the name of a virtual network, or with traffic: in the lab file the name of a machine. */
      readonly from: string;
      readonly to: string;
      /** Longest outage of a trial; 0: nothing was interrupted. */
      readonly outage: {
        readonly count: number;
        /** Null, here and below: it falls on a trial that did not recover. */
        readonly minMs: number | null;
        readonly medianMs: number | null;
        /** The smallest value that 95 of 100 do not exceed. Null also when there are fewer than 20 values, of which it would be the largest. */
        readonly p95Ms: number | null;
        readonly maxMs: number | null;
        /** Distribution-free confidence interval of the median. Null: fewer than 6 trials give none of 95 %. */
        readonly medianInterval: {
          readonly lowerMs: number | null;
          readonly upperMs: number | null;
          readonly confidence: number;
        } | null;
        /** In the order of the trials. Null: not recovered. */
        readonly values: readonly (number | null)[];
      };
    }[];
    /** From T0. */
    readonly redundancyRestored: {
      readonly count: number;
      /** Null, here and below: it falls on a trial that did not recover. */
      readonly minMs: number | null;
      readonly medianMs: number | null;
      /** The smallest value that 95 of 100 do not exceed. Null also when there are fewer than 20 values, of which it would be the largest. */
      readonly p95Ms: number | null;
      readonly maxMs: number | null;
      /** Distribution-free confidence interval of the median. Null: fewer than 6 trials give none of 95 %. */
      readonly medianInterval: {
        readonly lowerMs: number | null;
        readonly upperMs: number | null;
        readonly confidence: number;
      } | null;
      /** In the order of the trials. Null: not recovered. */
      readonly values: readonly (number | null)[];
    };
  }[];
  readonly verdict: {
    /** nothing-measured: no limit is known to be missed, but not every trial is valid, or a limit is undecided. */
    readonly outcome: 'passed' | 'failed' | 'nothing-measured';
    /** A sentence for every limit that was missed: by how much, and why. */
    readonly misses: readonly string[];
    /** Why the figures of a trial cannot be used. */
    readonly invalid: readonly string[];
    /** Why it is not known whether a limit was missed. Absent: every limit is decided. */
    readonly undecided?: readonly string[] | undefined;
    /** Remarks on the figures, which do not affect the outcome. */
    readonly notes: readonly string[];
  };
}

/**
 * Reads a {@link RunResult} from its JSON file.
 *
 * @throws {Error} that says what is wrong with the file: missing, damaged, or of another format
 */
export function readRunResult(path: string): Promise<RunResult>;

/** What `switchover labs` found: every case with its limits, figures and attempts. Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format. */
export interface SuiteResult {
  readonly format: 'switchover-suite/3';
  readonly suite: {
    /** name of its folder */
    readonly id: string;
    readonly startedAt: string;
    /** of merged shards, those of the longest one */
    readonly seconds: number;
    readonly profile: 'azure' | 'fast';
    /** as asked for */
    readonly dataplane: string;
    /** runs at once; of merged shards, in all of them */
    readonly jobs: number;
    /** whether each case had a new lab */
    readonly fresh: boolean;
    readonly settings: {
      /** of each target */
      readonly trials: number;
      /** null: as many as each lab needs */
      readonly flows: number | null;
      /** null: a lower one in each further attempt */
      readonly rate: number | null;
      readonly tcp: {
        readonly connections: number;
        readonly timeoutSeconds: number;
      };
      /** in place of those of the profile */
      readonly timers: {
        readonly dpdTimeoutSeconds?: number | undefined;
        readonly bgp?: {
          readonly keepaliveSeconds: number;
          readonly holdSeconds: number;
        } | undefined;
        readonly siteBfd?: {
          readonly intervalMs: number;
          readonly threshold: number;
        } | undefined;
        readonly settings?: Readonly<Record<string, number | boolean>> | undefined;
      };
    };
    /** of switchover */
    readonly version: string;
    /** the part of the suite that this is; null: all of it */
    readonly shard: {
      /** From 1. */
      readonly number: number;
      /** How many there are. */
      readonly of: number;
    } | null;
    /** numbers of the shards that were not there when the others were merged */
    readonly missing: readonly number[];
  };
  readonly counts: {
    readonly passed: number;
    /** everything that ran and did not pass */
    readonly failed: number;
    /** not reached, or of a missing shard */
    readonly notRun: number;
  };
  /** in the order of the labs and of their `expect` */
  readonly cases: readonly {
    readonly lab: string;
    readonly fault: string;
    /** null: the usual target of the fault */
    readonly target: string | null;
    /** how the fault is done; null: as usual */
    readonly parameters: string | null;
    /** null: any recovery passes */
    readonly limits: {
      /** Upper limit for the longest outage of any flow, in seconds. */
      readonly maxOutageSeconds?: number | undefined;
      /** Lower limit for the longest outage of any flow, in seconds, for a lab that teaches a mistake. */
      readonly minOutageSeconds?: number | undefined;
      /** Upper limit for the time from the fault until every tunnel and BGP session is back, in seconds. */
      readonly maxRedundancySeconds?: number | undefined;
      /** Share of the flows of one direction that may lose packets, in percent. */
      readonly maxFlowsHitPercent?: number | undefined;
      /** TCP connections of both directions that may be reset or time out. */
      readonly maxConnectionsLost?: number | undefined;
    } | null;
    /** What Azure documents about how long this takes. It stands beside a measurement, and never replaces one. */
    readonly documented: {
      /** Null: Azure documents none for this case. */
      readonly figure: string | null;
      /** The figure, or why there is none. */
      readonly text: string;
      readonly source: string;
    };
    /** of the last attempt */
    readonly outcome: 'passed' | 'failed' | 'nothing-measured' | 'wrong-input' | 'lab-not-ready' | 'environment' | 'interrupted' | 'not-run' | 'missing';
    /** a sentence for every limit that was missed: by how much, and why */
    readonly misses: readonly string[];
    /** what a reader of the figures should know */
    readonly notes: readonly string[];
    /** null: nothing was measured */
    readonly figures: {
      readonly directions: readonly {
        /** The two hosts: vm1--host1. */
        readonly pair: string;
        readonly direction: 'outward' | 'return';
        /** Azure, site, the name of a virtual network, or with traffic: in the lab file the name of a machine. */
        readonly from: string;
        readonly to: string;
        /** The longest one. Null: nothing was interrupted. */
        readonly outage: Outage | null;
        /** An outage was decided by something that this project assumes. */
        readonly assumed?: true | undefined;
      }[];
      /** The latest one, from T0. Null: in a trial it was not restored within the time allowed. */
      readonly redundancyRestoredMs: number | null;
    } | null;
    readonly attempts: readonly {
      readonly outcome: 'passed' | 'failed' | 'nothing-measured' | 'wrong-input' | 'lab-not-ready' | 'environment' | 'interrupted' | 'not-run' | 'missing';
      /** that `switchover run` would have had; 128 and the number of the signal that killed the run */
      readonly exitCode: number;
      readonly startedAt: string;
      readonly seconds: number;
      /** folder of the run's results, within that of the batch; null: it made none */
      readonly run: string | null;
      /** whether an earlier case had brought the lab up */
      readonly labWasUp: boolean;
      /** why nothing was measured, in the words of the run */
      readonly reason: string | null;
    }[];
  }[];
  /** of a shard: all cases of the suite; null: the suite is not divided */
  readonly plan: readonly {
    readonly lab: string;
    readonly fault: string;
    /** null: the usual target of the fault */
    readonly target: string | null;
    /** how the fault is done; null: as usual */
    readonly parameters: string | null;
    /** null: any recovery passes */
    readonly limits: {
      /** Upper limit for the longest outage of any flow, in seconds. */
      readonly maxOutageSeconds?: number | undefined;
      /** Lower limit for the longest outage of any flow, in seconds, for a lab that teaches a mistake. */
      readonly minOutageSeconds?: number | undefined;
      /** Upper limit for the time from the fault until every tunnel and BGP session is back, in seconds. */
      readonly maxRedundancySeconds?: number | undefined;
      /** Share of the flows of one direction that may lose packets, in percent. */
      readonly maxFlowsHitPercent?: number | undefined;
      /** TCP connections of both directions that may be reset or time out. */
      readonly maxConnectionsLost?: number | undefined;
    } | null;
    /** What Azure documents about how long this takes. It stands beside a measurement, and never replaces one. */
    readonly documented: {
      /** Null: Azure documents none for this case. */
      readonly figure: string | null;
      /** The figure, or why there is none. */
      readonly text: string;
      readonly source: string;
    };
    /** digest of the definition of its lab */
    readonly definition: string;
    /** number of the shard that runs it */
    readonly shard: number;
  }[] | null;
}

/**
 * Reads a {@link SuiteResult} from its JSON file.
 *
 * @throws {Error} that says what is wrong with the file: missing, damaged, or of another format
 */
export function readSuiteResult(path: string): Promise<SuiteResult>;

/** What `switchover sweep` found: every combination of timers with its recovery. Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format. */
export interface SweepResult {
  readonly format: 'switchover-sweep/2';
  readonly id: string;
  readonly startedAt: string;
  readonly lab: string;
  readonly fault: string;
  readonly profile: string;
  /** of each combination */
  readonly trials: number;
  readonly limitSeconds: number | null;
  /** null: the usual targets of the fault */
  readonly target: string | null;
  /** how the fault is done; null: as usual */
  readonly parameters: string | null;
  /** as asked for */
  readonly dataplane: string;
  /** digest of the definition of the lab */
  readonly definition: string;
  readonly settings: {
    /** of each target */
    readonly trials: number;
    /** null: as many as each lab needs */
    readonly flows: number | null;
    /** null: a lower one in each further attempt */
    readonly rate: number | null;
    readonly tcp: {
      readonly connections: number;
      readonly timeoutSeconds: number;
    };
    /** in place of those of the profile */
    readonly timers: {
      readonly dpdTimeoutSeconds?: number | undefined;
      readonly bgp?: {
        readonly keepaliveSeconds: number;
        readonly holdSeconds: number;
      } | undefined;
      readonly siteBfd?: {
        readonly intervalMs: number;
        readonly threshold: number;
      } | undefined;
      readonly settings?: Readonly<Record<string, number | boolean>> | undefined;
    };
  };
  /** of switchover */
  readonly version: string;
  /** the part of the sweep that this is; null: all of it */
  readonly shard: {
    /** From 1. */
    readonly number: number;
    /** How many there are. */
    readonly of: number;
  } | null;
  /** numbers of the shards that were not there when the others were merged */
  readonly missing: readonly number[];
  /** of a shard: all combinations, each with its shard; null: the sweep is not divided */
  readonly plan: readonly {
    readonly title: string;
    readonly shard: number;
  }[] | null;
  readonly cells: readonly {
    readonly title: string;
    /** that the lab really had; null: it did not run */
    readonly timers: {
      /** from the last packet until the peer counts as dead; the longest of all connections */
      readonly dpdSeconds: number;
      readonly bgpKeepaliveSeconds: number;
      readonly bgpHoldSeconds: number;
    } | null;
    /** numbers of the profile that were varied, by their paths; absent: none */
    readonly settings?: Readonly<Record<string, number | boolean>> | undefined;
    /** The BGP timers were varied, and are not those that Azure keeps: a session with them flaps there, or has others. Absent: neither. */
    readonly besideAzure?: 'flaps' | 'differs' | undefined;
    /** folder of the run's results, within the sweep's; null: it made none */
    readonly run: string | null;
    /** why there is nothing, in the words of the run */
    readonly problem: string | null;
    readonly directions: readonly {
      readonly title: string;
      /** the longest outage of each trial; null: not recovered */
      readonly values: readonly (number | null)[];
      /** null, here and below: it falls on a trial that did not recover */
      readonly medianMs: number | null;
      readonly maxMs: number | null;
      readonly predicted: {
        readonly minMs: number;
        readonly maxMs: number;
      } | null;
      /** what decided in each trial, and whose timer that is; each once. Absent: not recorded */
      readonly decidedBy?: readonly string[] | undefined;
    }[];
    /** of all trials and directions; null: nothing measured, or not recovered */
    readonly worstMs: number | null;
  }[];
  /** For every number that was varied by its path, and every direction with an outage. Absent: none was. */
  readonly follows?: readonly {
    /** The number that was varied, by its path in a profile. */
    readonly setting: string;
    readonly direction: string;
    /** Whether the outage changes with it by more than trials differ anyway. */
    readonly follows: boolean;
    /** By how many ms the median outage changes for each unit of the number. Null: it is no number. */
    readonly slopeMs: number | null;
    /** The smallest median. */
    readonly fromMs: number;
    /** The largest median. */
    readonly toMs: number;
  }[] | undefined;
  /** titles of the longest timers that keep the limit; null: no limit was given */
  readonly recommended: readonly string[] | null;
}

/**
 * Reads a {@link SweepResult} from its JSON file.
 *
 * @throws {Error} that says what is wrong with the file: missing, damaged, or of another format
 */
export function readSweepResult(path: string): Promise<SweepResult>;

/** What `switchover compare` found: by how much recovery has shifted. Durations are in milliseconds; null means "not known" or "did not happen", never zero. Readers should ignore keys that they do not know; a change that would break them raises the number in format. */
export interface Comparison {
  readonly format: 'switchover-comparison/1';
  readonly tolerance: {
    readonly percent: number;
    readonly milliseconds: number;
  };
  /** not-comparable: no case is on both sides with trials enough */
  readonly outcome: 'regression' | 'no-regression' | 'not-comparable';
  readonly cases: readonly {
    readonly title: string;
    readonly trials: {
      readonly base: number;
      readonly new: number;
    };
    readonly figures: readonly {
      readonly title: string;
      /** null, here and below: it falls on a trial that did not recover */
      readonly baseMedianMs: number | null;
      readonly newMedianMs: number | null;
      /** how much longer it takes now (Hodges-Lehmann) */
      readonly shiftMs: number | null;
      /** of the shift (Mann-Whitney); null: too few trials for 95 % */
      readonly interval: {
        readonly lowerMs: number | null;
        readonly upperMs: number | null;
        readonly confidence: number;
      } | null;
      /** a smaller shift does not count */
      readonly toleranceMs: number;
      readonly outcome: 'regression' | 'improvement' | 'no-difference' | 'too-few-trials';
    }[];
    /** timers and versions that were not the same */
    readonly changes: readonly string[];
  }[];
  readonly onlyInBase: readonly string[];
  readonly onlyInNew: readonly string[];
}

/**
 * Reads a {@link Comparison} from its JSON file.
 *
 * @throws {Error} that says what is wrong with the file: missing, damaged, or of another format
 */
export function readComparison(path: string): Promise<Comparison>;
