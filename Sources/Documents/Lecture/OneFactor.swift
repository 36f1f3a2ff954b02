extension ShippedLectures {
  /// The toy of Chen et al. `OneFactorClaims` checks what is said in it.
  static let oneFactor = """
    lecture: One factor of 0.005
    about: A published toy, its slow factor, its samples, and what is left without them. 30 minutes.
    scenes:
      - title: A toy and a finding
        minutes: 3
        scenario: chen
        panes: [density]
        look: {at: density, text: "the new hill has far to go"}
        notes: |
          Chen et al. asked in 2025 why reinforcement learning forgets less than fine-tuning, and
          built a toy: 75 % of the target is old, at −3, the rest is new, at 3.5, and narrower.

          The model's old hill starts 0.5 σ off, its new one at 0.5, between the two tasks. `t` counts steps
          here: there are 200, of 1000 samples each.

          Their finding: the reinforcement learner forgets less. We rebuild it, and then take it apart.

      - title: Their two runs
        minutes: 4
        scenario: chen
        play: true
        panes: {density: 1, mass: 1}
        look: {at: mass, text: "● falls faster"}
        notes: |
          ● fine-tunes with forward KL. ○ is theirs: it rewards samples that the new task likes.

          At `t = 100` ● has its new hill in place, and keeps 65 % of the old task. ○ keeps 78 %. At the
          end it is 51 % and 74 %.

          They count otherwise: how much of the old task is dropped when 0.9 of the new one is gained. ● drops
          0.13, ○ 0.03. It is a clear win, as published.

      - title: Look at the rates
        minutes: 3
        scenario: chen
        panes: [parameters]
        cursor: lanes.1.rates.oldMean
        look: {at: parameters, text: "two speeds"}
        notes: |
          These are the rates of ●, step by step. New mean: 0.15. Weight, old mean, old
          deviation: 0.00075. In their code a factor of 0.005 slows down everything that could forget.
          ○ has it too: press `2`.

          What will both do without it? Make your bets: does ○ stay ahead, do they draw level, does ●
          win? The next scene has one rate for all.

      - title: Without the factor
        minutes: 3
        scenario: chen-unslowed
        set: {clock.until: 120, clock.speed: 5}
        play: true
        panes: [mass]
        look: {at: mass, text: "all of them"}
        notes: |
          ● and ○ are their two runs in the limit of infinite samples, ■ and □ the same with 1000.

          At `t = 120` each of the four keeps less than 1 %. The drop at a gain of 0.9 is 0.80 for all of
          them: all that there was. What looked like a property of a method was a property of a rate.

      - title: The factor is a dial
        minutes: 4
        scenario:
          name: "Forward KL with a slow factor of 1, 0.1, 0.02 and 0.005"
          target: {oldMass: 0.75, old: {mean: -3, deviation: 1}, new: {mean: 3.5, deviation: 0.7}}
          start: {old: {mean: -3.5}, new: {mean: 0.5}}
          coordinates: direct
          clock: {integrator: euler, step: 1, speed: 15, until: 700}
          lanes:
            - method: forward-kl
              rates: {weight: 0.15, oldMean: 0.15, newMean: 0.15, oldCovariance: 0.15, newCovariance: 0.15}
            - method: forward-kl
              rates: {weight: 0.015, oldMean: 0.015, newMean: 0.15, oldCovariance: 0.015, newCovariance: 0.15}
            - method: forward-kl
              rates: {weight: 0.003, oldMean: 0.003, newMean: 0.15, oldCovariance: 0.003, newCovariance: 0.15}
            - method: forward-kl
              rates: {weight: 0.00075, oldMean: 0.00075, newMean: 0.15, oldCovariance: 0.00075, newCovariance: 0.15}
        panes: [mass]
        notes: |
          One method, four factors: ● 1, ○ 0.1, ■ 0.02, □ 0.005. At `t = 100` they keep 0 %, 0 %, 25 %
          and 65 %. Who stops there calls □ robust.
        question:
          ask: β of ○ is down to its floor, 0.001, at step 31, that of ■ at step 156. And that of □?
          answer: |
            At step 624. The factor is a quarter of that of ■, and it takes four times as long. It
            stretches the time axis and moves no goal.
          play: true

      - title: Infinitely many samples
        minutes: 4
        scenario: chen-limit
        play: true
        panes: {mass: 1, density: 1}
        look: {at: mass, text: "○ and ■ are one method"}
        notes: |
          Back to the factor, and to what else differs. ● is forward KL, ■ their learner with 1000
          samples. ○ is that same learner with infinitely many.

          At `t = 100` ■ keeps 78 %, ○ 67 %, ● 65 %. At a gain of 0.9 the drop of ○ is 0.13, and that of ●
          0.13. More samples, more forgetting: the advantage was in what 1000 samples never see.

      - title: The samples that never come
        minutes: 4
        scenario: chen-whole-model
        play: true
        panes: {mass: 1, samples: 1}
        look: {at: samples, text: "old samples in this batch"}
        notes: |
          ● draws from its *new* hill alone: no old sample in 200 of 200 steps. What is never drawn is
          never pushed down.

          ○ has the same goal, the new task, and the slow factor, and draws from the whole model.
          ■ draws so too, without the factor. At `t = 200` ● keeps 74 %, ○ 37 %, ■ 0 %: own samples do not
          save what the goal does not want.

      - title: A goal that wants both
        minutes: 3
        scenario: chen-full-target
        play: true
        panes: {mass: 1, density: 1}
        look: {at: mass, text: "● comes down to 0.75"}
        notes: |
          Reverse KL to the *full* target, one rate for all, the whole model's samples. No factor, no
          blind spot. ● is the limit, ○ has 1000 samples.

          ● never keeps less than 82 %, where it began; at `t = 200` it is 100 %. ○ may fall below for a few
          steps, as its samples fall, and comes back. β of ● rises to 0.99 and comes down to 0.75, the
          target's share. The price is time: a gain of 0.9 at step 1984, where forward KL needs 86.

      - title: Three questions for any such result
        minutes: 2
        scenario: chen-limit
        at: 200
        panes: projector
        notes: |
          1. **Which rates?** Is what could forget as fast as what learns?
          2. **Which samples?** From the whole model, and enough to see what is rare?
          3. **Which goal?** Does it want the old task at all?

          Their finding may well hold for networks. This toy, as it was run, does not show it.
    """
}
