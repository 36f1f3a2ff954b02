extension ShippedLectures {
  /// What is confused about own samples. `DataOrObjectiveClaims` checks what is said in it.
  static let dataOrObjective = """
    lecture: Is it the data or the objective?
    about: Fine-tuning forgets, reinforcement learning remembers, it is said. Which part of it does what? 34 minutes.
    scenes:
      - title: Three things change at once
        minutes: 3
        scenario:
          name: Is it the data or the objective?
          target: {oldMass: 0.5, old: {mean: -4}, new: {mean: 4}}
          start: {oldWeight: 0.8}
          rates: {oldMean: 0, newMean: 0}
          clock: {step: 0.05, speed: 1, until: 30}
          lanes:
            - {method: forward-kl}
            - {method: filtered-sft, oldAcceptance: 0, lag: {steps: 1}}
            - {method: reverse-kl}
            - {method: oapl, reward: log-ratio}
            - {method: forward-kl, replay: 0.5}
            - {method: reverse-kl, goal: new}
        panes: [density]
        look: {at: density, text: "8 deviations apart, hills in place"}
        notes: |
          *Fine-tuning forgets, reinforcement learning remembers.* So it is said, and measured. But three
          things change at once: **who writes**, **which way the KL points**, **what it holds of the old task**.

          ● given data, KL(pₙ‖q). ○ own answers past a filter, the same. ■ own answers, KL(q‖p). □ the
          reference's, with the minimum *p*. ◆ given data, half of them old: KL(p‖q). ◇ own answers, KL(q‖pₙ).

      - title: Two by two by two
        minutes: 3
        play: true
        panes: [mass]
        look: {at: mass, text: "two ends for six lanes"}
        notes: |
          At `t = 10` β of ● and ○ is 0.13, at `t = 30` it is 0.04, and of ◇ 0.001. ■, □ and ◆ rest at 0.50,
          the target's share.
        question:
          ask: Who writes, which way, or what it holds?
          answer: |
            What it holds. ○ learns from nothing but itself, and forgets by the clock of fine-tuning; ◇ has the
            KL of ■, and forgets fastest. ◆ is given its data, □ never sees an answer of its present self:
            both keep, because what they decrease has both tasks in it.

      - title: What own samples do
        minutes: 3
        scenario: own-samples-forget
        play: true
        panes: {density: 1, mass: 1}
        look: {at: density, text: "the new hill of ○"}
        notes: |
          ● is fine-tuning. ○ and ■ train on own answers: ○ on those that pass a filter, ■ with a reward that
          grades them, KL(q‖pₙ). The new hill begins 1.5 short. At `t = 10` it is in place for ● and ■, 0.00
          short, and 1.34 short for ○: its filter takes all new answers alike, and says nothing of where.
        question:
          ask: Do own answers protect?
          answer: |
            No. At `t = 10` β of ○ is 0.13, by the clock of fine-tuning, and of ■ 0.004. They learn what they
            are told, and nobody tells them of the old task.

      - title: What "RL" idealises
        minutes: 4
        scenario:
          name: A reward that knows the old task, or not
          target: {oldMass: 0.5, old: {mean: -4}, new: {mean: 4}}
          start: {oldWeight: 0.8}
          rates: {oldMean: 0, newMean: 0}
          clock: {speed: 2, until: 40}
          lanes:
            - {method: reverse-kl}
            - {method: policy-gradient}
            - {method: kl-regularised-rl, klCoefficient: 1}
        play: true
        panes: [mass]
        notes: |
          ● is KL(q‖p): a reward that *knows the old task*. Practice pays for the new one alone, ○, and adds
          a KL to the start, ■, κ = 1. At `t = 40` β is 0.50, 0.04 and 0.60.
        question:
          ask: What does ■ hold on to?
          answer: |
            To where it was, not to a target. logit β falls by the reward over κ, and stops. Without the KL
            own samples forget.

      - title: Three estimators of one KL
        minutes: 3
        scenario: kl-estimators
        play: true
        panes: [mass]
        notes: |
          GRPO has its KL in the loss, by an estimator, here with κ = 0.5. On average ● and ■ are that
          KL, and ○ is near it; as gradients ● has none, ○ that of KL(q‖q_ref), ■ that of KL(q_ref‖q).

          At `t = 40` β is 0.003, 0.009 and 0.129.
        question:
          ask: Why does only ■ stop?
          answer: |
            KL(q_ref‖q) is likelihood of the reference's answers: replay. It pulls the harder the less is left.

      - title: A little less, and nothing
        minutes: 3
        scenario: critical-kl
        play: true
        panes: [mass]
        look: {at: mass, text: "together, and apart"}
        notes: |
          The second estimator again, with κ = 0.94, ●, and 0.85, ○. At `t = 20` β is 0.30 and 0.23, at
          `t = 60` 0.26 and 0.12, at `t = 150` 0.26 and 0.003.

          As β falls both let go, the advantage like √β, the KL like β log 1/β, which is sooner. Below a
          threshold there is no balance.

      - title: When preferences are sure
        minutes: 3
        scenario: preferences
        play: true
        panes: [mass]
        notes: |
          Pairs, the new answer always preferred. ● is DPO: β is 0.22 at `t = 50` and 0.06 at `t = 200`, and
          there is no end. ○, IPO, asks for a difference and rests at 0.60. ■ is DPO with preferences that
          doubt, and rests there, too.
        question:
          ask: All three have a reference. Is that a KL?
          answer: |
            For ○ and ■ it acts like one. For ● the reference is where it begins, and nothing more.

      - title: A reward must be found
        minutes: 3
        scenario: cold-start
        play: true
        panes: [mass]
        notes: |
          Now β = 0.99: one answer in a hundred is new. ● is shown data: 0.20 at `t = 10`. ■, groups of
          answers, is at 0.46 at `t = 20`. ○, a reward, is at 0.51 only at `t = 108`. □ must get two tokens
          right, and is at 0.99 at `t = 120`.
        question:
          ask: Who is slow keeps. Is that what keeps the old task?
          answer: |
            It is what has learned nothing yet. Compare at equal *learning*, not at equal time.

      - title: The trap
        minutes: 4
        scenario: trap
        play: true
        panes: {density: 1, mass: 1}
        look: {at: density, text: "the new hill of ● goes back"}
        notes: |
          KL(q‖p) again, ●, and the new hill begins at 0.4 of the way. At `t = 100` β is 0.97 and ● has 0 %
          of the new task. ○, KL(pₙ‖q), has 100 % of it at `t = 30`.

          From there *p* is the old task alone; of the new one ● sees what the gate lets through. At
          `t = 40000` ● is still there. *Play:* the new hill's start at 0.
        question:
          ask: And from nearer to the middle?
          answer: |
            The wait is shorter: from 0.45 until `t = 8800`, and from the middle ● arrives by `t = 50`.
            Distance protects what is kept and hides what is new.

      - title: The Razor
        minutes: 3
        scenario: razor
        play: true
        panes: trade-off
        across: kl-start-q
        notes: |
          The KL from the start is said to predict what is forgotten. But while places are held it is a
          function of β, for ●, ○ and ■ alike.

          Here the new hill may move. At β = 0.25 ● has 0.89 of it and ○ 0.67: the difference is the
          place that ● has learned.

      - title: What to take home
        minutes: 2
        scenario: two-by-two
        at: 30
        panes: projector
        notes: |
          1. Own samples alone keep nothing. Something in the objective must know the old task: a target, a
             KL, replay.
          2. Of a KL ask which way it points, where its gradient is, and how large it must be.
          3. Distance protects what is kept and hides what is new; a filter hides where it is. Compare at equal
             learning.
    """
}
