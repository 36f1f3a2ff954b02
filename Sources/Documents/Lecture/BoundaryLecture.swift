extension ShippedLectures {
  /// What no single run shows. `BoundaryClaims` checks what is said in it.
  static let boundary = """
    lecture: Where the boundary runs
    about: Replay, batch size, learning rate and method, each where something changes. 30 minutes.
    scenes:
      - title: One run is one point
        minutes: 3
        scenario: replay-boundary
        play: true
        panes: [mass]
        look: {at: mass, text: "one distance, one share of replay"}
        notes: |
          ● is forward KL with a tenth of old data, ○ reverse KL. At `t = 40` ● keeps 27 % of the old task,
          ○ 100 %. That is one run: tasks 4 apart, λ = 0.1.

          What people want to know is another thing: *from where on* is it enough?
        question:
          ask: How much replay does ● need to keep 90 % of the old task here?
          answer: |
            λ = 0.44. One line asks for it: `sweep --solve lanes.1.replay --for 'lane 1: kept = 0.9'`.
            And for tasks that lie elsewhere? That is a picture.

      - title: Replay against separation
        minutes: 4
        scenario: replay-boundary
        at: 40
        panes: map
        notes: |
          Every point is a run of ● to `t = 40`: to the right farther apart, upwards more replay. The line 0.9
          runs at λ = 0.39 for tasks 2 apart, 0.44 at 4, 0.45 at 8. Walk with the arrows.
        question:
          ask: Why does it level off at 0.45?
          answer: |
            Forward KL ends at β = λ, and the target wants 0.5: nine tenths of it. Near tasks share the rest.

      - title: Who keeps most, and when
        minutes: 4
        scenario: who-keeps-most
        at: 20
        panes: map
        notes: |
          Upwards: flow time, which is learning rate × steps. A colour is the lane that keeps most among those
          that have learned 0.9. Four apart: nobody before 2.0, ● alone until ○, with replay, has learned at
          2.7; from 10.6 on ■, reverse KL.
        question:
          ask: Who wins where the tasks are two apart, and when?
          answer: |
            Two apart ■ needs until 28. Who stops early reports another winner than who trains on.

      - title: How long is a step?
        minutes: 3
        scenario:
          name: "Plain gradient descent in steps of 0.05 and of 1.5"
          target: {oldMass: 0.5, old: {mean: -2}, new: {mean: 2}}
          start: {oldWeight: 0.8, new: {mean: 0.5}}
          clock: {integrator: euler, step: 0.05, until: 20, speed: 1}
          lanes:
            - {method: forward-kl}
            - {method: forward-kl, step: 1.5}
            - {method: reverse-kl}
            - {method: reverse-kl, step: 1.5}
        play: true
        panes: {mass: 1, place: 1}
        notes: |
          ● and ■ step by 0.05, ○ and □ by 1.5: thirty times the learning rate, a thirtieth of the steps. At
          `t = 20` forward KL keeps 18 % and 17 %, reverse KL 100 % and 100 %. The old mean of ● is off by 0.85 σ
          at most, that of ○ by 1.05.
        question:
          ask: So the learning rate decides nothing?
          answer: |
            Not where it ends; on the way it does: look at PLACE. Learning rate times steps is what the map had
            upwards.

      - title: Batch size against starvation
        minutes: 4
        scenario: batch-boundary
        at: 5
        panes: map
        notes: |
          One answer in 100 is old, reverse KL makes 50 steps. The map counts those that see no old sample: to
          the right more samples a step, upwards more replay.
        question:
          ask: How many samples must a step have, so that half of the steps see something?
          answer: |
            62 without replay, 11 with 5 %, 2 with 30 %. Replay is the cheaper way: it works in the exponent.

      - title: What hunger does
        minutes: 4
        scenario:
          name: "Batches of 4 and 64, and of 4 with replay"
          seed: 21
          target: {oldMass: 0.5, old: {mean: -2.5}, new: {mean: 2.5}}
          start: {oldWeight: 0.01}
          clock: {integrator: euler, step: 0.1, until: 20, speed: 1}
          lanes:
            - {method: reverse-kl}
            - {method: reverse-kl, sampling: {batch: 4}}
            - {method: reverse-kl, sampling: {batch: 64}}
            - {method: reverse-kl, replay: 0.3, sampling: {batch: 4}}
          ensemble: 100
        play: true
        panes: {mass: 1, samples: 1}
        notes: |
          ● is the limit, ○ has 4 samples a step, ■ 64, □ 4 with 30 % replay. At `t = 20` β of ● is 0.039. Of
          ten runs of ○ eight are between 0.020 and 0.088, of ■ between 0.033 and 0.048, of □ between 0.034
          and 0.046.
        question:
          ask: Who starves costs the mean nothing. What does it cost?
          answer: |
            That one run tells you nothing. In the middle of many runs ○ has 0.036. Replay with 4 samples does
            what 64 do without.

      - title: Seven methods
        minutes: 5
        scenario: seven-methods
        at: 40
        panes: trade-off
        notes: |
          Up: kept, to the right: learned. ■ reverse KL has 100 % and 100 %, □ self-distillation 100 % and 97 %,
          ◇ OAPL keeps all and has learned 44 %. ● forward KL has learned all and keeps 12 %, ○ with replay
          45 %, ◆ TTT-Discover 19 %, ▲ policy gradient 9 %. Nobody but ■ and □ bends round the corner.

      - title: What to report
        minutes: 3
        scenario: seven-methods
        at: 40
        panes: projector
        notes: |
          1. **Kept and learned together.** Who learns nothing forgets nothing.
          2. **The length of training.** Most verdicts turn with it.
          3. **The line, not the point.** How far is it to where the answer changes?
          4. **Many seeds** where samples are few.
    """
}
