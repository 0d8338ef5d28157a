import test from 'ava';
import {
  bfdDetection,
  bgpHoldDetection,
  dpdDetection,
  takeoverDetection,
} from '../../../src/analysis/prediction/detection-ranges.ts';
import { longTimers, shortTimers } from '../synthetic.ts';

test('the health probe takes from one interval less than its threshold to the threshold', (t) => {
  t.deepEqual(bfdDetection({ intervalMs: 300, threshold: 3 }), { minMs: 600, maxMs: 900 });
});

test('dead peer detection takes its delay, up to a second less or more, and every retransmission', (t) => {
  t.deepEqual(dpdDetection(longTimers.dpd), { minMs: 44_000, maxMs: 46_000 });
  t.deepEqual(dpdDetection({ delaySeconds: 1, retransmitSeconds: 0.5, retransmitTries: 3 }), {
    minMs: 2000,
    maxMs: 4000,
  });
});

test('the hold timer takes from hold less keepalive to hold', (t) => {
  t.deepEqual(bgpHoldDetection(longTimers.bgp), { minMs: 120_000, maxMs: 180_000 });
});

test('a takeover is detected after two to three intervals and the skew (RFC 5798)', (t) => {
  t.deepEqual(takeoverDetection(shortTimers.takeover), { minMs: 2500, maxMs: 3500 });
  t.deepEqual(takeoverDetection(longTimers.takeover), { minMs: 50_000, maxMs: 70_000 });
});
