extension ShippedLectures {
  /// What a log beside the theory says. `OwnLogClaims` checks what is said in it.
  static let ownLog = """
    lecture: Your own log
    about: A measured curve beside the theory. What comes near, what it predicts, what it cannot say. 16 minutes.
    scenes:
      - title: What was measured
        minutes: 2
        scenario:
          name: A log beside one curve
          target: {oldMass: 0.5, old: {mean: -4}, new: {mean: 4}}
          start: {oldWeight: 0.5, new: {mean: 3.85}}
          clock: {speed: 0.25, until: 5}
          lanes:
            - {method: forward-kl}
          data: {file: "example:two-tasks.csv", hash: bf7ee9d8dcaec275, x: step, old: old, new: new,
            by: [seed], runs: run, chance: 0.1, ceiling: 1, stepsPerTime: 215}
        panes: [mass]
        look: {at: mass, text: "two runs, three seeds each"}
        notes: |
          A small network told ten clusters apart, then learned ten others. **1** saw new examples alone, **2** a
          tenth of old ones.

          A share is made of a score by one rule: kept = (score − chance)/(first score − chance), and chance is
          0.1. After 1000 steps 1 keeps 42 % of the old task, 2 keeps 79 %.

      - title: Beside the theory
        minutes: 3
        play: true
        panes: [mass]
        look: {at: mass, text: "● through the 1s"}
        notes: |
          ● is forward KL. Half of its mass is old, 8 deviations away; it begins 0.15 short of the new task, and 215
          steps are a unit of time. Such a start is among those that `fit` allows for 1.

          What is left is 0.054, root mean square; three seeds are 0.042 apart. At `t = 2.3` ● keeps 59 %, at
          `t = 4.65` 38 %: 1 loses faster at first, and slower at last.
        question:
          ask: So does the network have two hills?
          answer: |
            Nothing says so. A curve that falls and levels off is drawn by many pictures.

      - title: A prediction
        minutes: 3
        scenario: measured
        panes: [mass]
        look: {at: mass, text: "where will ○ go?"}
        notes: |
          ○ differs from ● by λ = 0.1, as 2 differs from 1. Nothing was fitted to 2.
        question:
          ask: Will ○ go through the 2s?
          play: true
          answer: |
            No: at `t = 4.65` it keeps 49 %, and 2 keeps 79 %. It goes on to 20 %, λ over its start; 2 has
            been level since `t = 1.4`. The old examples of the network do more than a spring of λ.

      - title: As near, another prediction
        minutes: 3
        scenario:
          name: The start that fit prefers
          target: {oldMass: 0.5, old: {mean: -2.3}, new: {mean: 2.3}}
          start: {oldWeight: 0.19, new: {mean: 1.3}}
          clock: {speed: 0.5, until: 9}
          lanes:
            - {method: forward-kl}
            - {method: forward-kl, replay: 0.1}
          data: {file: "example:two-tasks.csv", hash: bf7ee9d8dcaec275, x: step, old: old, new: new,
            by: [seed], runs: run, chance: 0.1, ceiling: 1, stepsPerTime: 115}
        play: true
        panes: [mass]
        look: {at: mass, text: "the same points, on a smaller hill"}
        notes: |
          `fit` itself prefers β = 0.19, 4.6 deviations, and 115 steps. ● is as near to 1 as before: 0.050.

          But at `t = 8.7` ○ keeps 28 %, 63 % of what it began with, where the other start says 49 %. *Not identifiable*
          means that: what the log leaves open, a prediction may need.

      - title: Nearer, and wrong
        minutes: 3
        scenario:
          name: A method that the network was not trained by
          target: {oldMass: 0.5, old: {mean: -1.85}, new: {mean: 1.85}}
          start: {oldWeight: 0.213, new: {mean: 1.406}}
          clock: {speed: 0.6, until: 16}
          lanes:
            - {method: filtered-sft, oldAcceptance: 0}
          data: {file: "example:two-tasks.csv", hash: bf7ee9d8dcaec275, x: step, old: old, new: new,
            by: [seed], runs: run, chance: 0.1, ceiling: 1, stepsPerTime: 63}
        play: true
        panes: [mass]
        notes: |
          The network was trained by cross-entropy on given examples. That is forward KL. Yet filtered own
          samples, ●, come three times nearer to 1: 0.016.
        question:
          ask: What does that prove?
          answer: |
            That nearness is no cause. The picture's new data pull on one mean; the network's pull on 64 units.

      - title: What to take home
        minutes: 2
        scenario: measured
        at: 5
        panes: [mass]
        notes: |
          1. Let `fit` say what the log leaves open, before a number is believed.
          2. Predict what was not fitted: that can fail.
          3. Your own: `:data mine.csv`, and `forgetscope fit mine.csv`.
    """
}
