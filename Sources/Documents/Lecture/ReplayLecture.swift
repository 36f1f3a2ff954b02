extension ShippedLectures {
  /// What replay changes and what it cannot. `ReplayClaims` checks what is said in it.
  static let replay = """
    lecture: Replay
    about: What old data among the new ones change, and what they cannot. 30 minutes.
    scenes:
      - title: The cheapest cure
        minutes: 3
        scenario: replay
        panes: [density, mass]
        look: {at: mass, text: "three learners, one start"}
        notes: |
          Everybody who fine-tunes mixes in some old data. Why does it work, and how much is enough?

          ● forward KL, new data alone. ○ forward KL with λ = 0.2: every fifth sample is old. ■ reverse
          KL, on its own samples, with as much.
        question:
          ask: "All start at β = 0.8. Where will they end: 0, 0.2, 0.5 or 0.8?"
          answer: |
            ● at 0, ○ at 0.2, ■ at 0.5. Nobody stays at 0.8. Look at the goals in MASS, then let it run.
          hides: [goals]
          guess: {of: β, lane: 2}

      - title: Three goals
        minutes: 4
        scenario: replay
        set: {clock.speed: 1.2}
        play: true
        panes: {mass: 1, density: 1}
        look: {at: mass, text: "○ levels off, ● does not"}
        notes: |
          At `t = 6` they have parted: β is 0.22, 0.35 and 0.62.

          ○ levels off: 0.25 at `t = 12`, 0.20 at `t = 30`. It keeps 41 % of the old task at `t = 60`, ● keeps 5 %,
          and ■ 100 %.

          Its old hill stays, too: ○ ends 0.00 σ from its place, ● 0.39 σ, and still moving. Old samples
          are a spring.

      - title: How much is enough?
        minutes: 3
        scenario:
          name: "Forward KL with four shares of replay"
          target: {oldMass: 0.5, old: {mean: -2.5}, new: {mean: 2.5}}
          start: {oldWeight: 0.8, new: {mean: 1.5}}
          clock: {speed: 2, until: 60}
          lanes:
            - {method: forward-kl, replay: 0.05}
            - {method: forward-kl, replay: 0.1}
            - {method: forward-kl, replay: 0.2}
            - {method: forward-kl, replay: 0.5}
        panes: [mass]
        notes: |
          Four shares of old data: λ = 0.05, 0.1, 0.2 and 0.5. The target wants half, α = 0.5.
        question:
          ask: Which of them ends at the target?
          answer: |
            Only λ = 0.5. At `t = 60` β is 0.05, 0.10, 0.20 and 0.50: forward KL ends at λ, whatever *p* wants.
            Who replays a tenth decides on a tenth.
          hides: [goals]
          guess: lane
          play: true

      - title: Seen is not trained on
        minutes: 3
        scenario:
          name: "Replay that is trained on, and replay that is divided out"
          target: {oldMass: 0.5, old: {mean: -2.5}, new: {mean: 2.5}}
          start: {oldWeight: 0.8, new: {mean: 1.5}}
          clock: {speed: 2, until: 40}
          lanes:
            - {method: forward-kl, replay: 0}
            - {method: forward-kl, replay: 0.2}
            - {method: forward-kl, replay: 0.2, replayMode: reweight}
        panes: [mass]
        look: {at: mass, text: "count the curves"}
        notes: |
          ○ and ■ see the same data, a fifth of them old. But ■ *reweights*: it divides the old ones out
          again, as one does to be unbiased for the new task.
        question:
          ask: Three learners, and how many curves?
          answer: |
            Two: ■ lies on ●, both at 0.029 at `t = 40`. It has looked at every old sample, and forgets as if
            there were none. What counts is the mixture that the loss is taken over, not what was seen.
          hides: [goals]
          play: true

      - title: Reverse KL does not move
        minutes: 3
        scenario:
          name: "Reverse KL with three shares of replay"
          target: {oldMass: 0.5, old: {mean: -2.5}, new: {mean: 2.5}}
          start: {oldWeight: 0.8, new: {mean: 1.5}}
          clock: {speed: 1.5, until: 30}
          lanes:
            - {method: reverse-kl, replay: 0}
            - {method: reverse-kl, replay: 0.3}
            - {method: reverse-kl, replay: 0.6}
        panes: {mass: 1, place: 1}
        look: {at: mass, text: "count again"}
        notes: |
          Now reverse KL, with λ = 0, 0.3 and 0.6. Its samples come from q and from the old task, and a
          weight of at most 1/(1−λ) makes up for it.
        question:
          ask: And how many curves now?
          answer: |
            One. At `t = 10` β is 0.55 in all of them, at `t = 30` 0.50, and the places agree as well. With
            infinitely many samples replay changes *nothing* here: not the goal, not the way.
          hides: [goals]
          play: true

      - title: One in a hundred
        minutes: 4
        scenario: starvation
        set: {clock.speed: 1.5}
        play: true
        panes: {mass: 1, samples: 1}
        look: {at: samples, text: "starved: no old sample"}
        notes: |
          Nobody has infinitely many. Here β = 0.01, and a step sees 4 samples: without replay, ○, 96 % of the
          first steps see no old one. With 30 % replay, ■, it is 23 %.

          At `t = 10` ○ has starved in 95 of 100 steps, ■ in 22. At `t = 30` β is 0.18 for the exact flow ●, 0.16
          for ○ and 0.19 for ■. Of ten runs of ○ eight end between 0.05 and 0.39, of ■ between 0.14 and
          0.24: hunger widens the spread and leaves the mean. Replay is food here, and no goal.

      - title: Too late
        minutes: 4
        scenario:
          name: "Old samples for a model whose old hill has left"
          seed: 244
          target: {oldMass: 0.5, old: {mean: -3}, new: {mean: 3}}
          start: {oldWeight: 0.2, old: {mean: -9}, new: {mean: 3}}
          clock: {integrator: euler, step: 0.1, speed: 1.5, until: 40}
          lanes:
            - {method: reverse-kl}
            - {method: reverse-kl, replay: 0.5, sampling: {batch: 8}}
            - {method: forward-kl, replay: 0.5, sampling: {batch: 8}}
          ensemble: 100
        panes: {place: 1, samples: 1}
        look: {at: place, text: "who comes back?"}
        notes: |
          The old hill stands 6 σ from its place. ● is reverse KL, exact. ○ is reverse KL, ■ forward KL,
          each with half of its 8 samples old.
        question:
          ask: Who finds the way back?
          answer: |
            Only ■: 0.05 σ at `t = 40`. The exact flow ● is 3.45 σ away, and so is ○ in the middle of many runs:
            3.30 σ here, eight of ten between 1.3 and 5.3. It has starved in 2 of 400 steps, and yet
            it starves: its model thinks those samples impossible, so they weigh nothing. Replay keeps what is
            there. It does not fetch back.
          hides: [goals]
          guess: lane
          play: true

      - title: The price of being told
        minutes: 3
        scenario: noise
        play: true
        panes: {place: 1, mass: 1}
        look: {at: place, text: "○ never rests"}
        notes: |
          So is forward KL with replay better after all? Both learn from 16 samples a step here. ● is reverse
          KL, ○ forward KL with λ = 0.5, which has the right goal.

          At `t = 36` ● is within 0.001 σ of its place; at the target its coefficient, log(q/p), is 0 at every
          sample, and the noise is gone. ○ is 0.07 σ off, and will be off again: its coefficient is −1 for
          ever. Half of its runs are more than 0.03 σ off there, one in ten more than 0.09 σ.

      - title: What to take home
        minutes: 3
        scenario: replay
        at: 60
        panes: projector
        notes: |
          1. Forward KL ends at λ. To choose a share of replay is to choose what is kept.
          2. Reverse KL ends at α for every λ. Replay only feeds small batches.
          3. Old data that the loss divides out again do nothing.
          4. Nothing is fetched back by samples that the model thinks impossible.
    """
}
