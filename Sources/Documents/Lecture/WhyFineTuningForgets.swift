extension ShippedLectures {
  /// What its notes say of numbers is checked by the tests.
  static let whyFineTuningForgets = """
    lecture: Why fine-tuning forgets
    about: One model, two tasks, and what training on the new one does to the old one.
    scenes:
      - title: Two tasks, one model
        minutes: 2
        scenario: forward-and-reverse
        panes: [density]
        look: {at: density, text: "old task left, new task right"}
        notes: |
          A model *q* knows an **old task** and is to learn a **new** one: two bell curves, four
          deviations apart (δ = 4).

          - The target *p* gives each task half of its mass: α = 0.5.
          - The model begins with β = 0.8 of its mass on the old task.
          - It knows where the old task is, and only roughly where the new one is.

          Two meters of forgetting: **mass** no longer covered, **place** that has moved.

      - title: New data alone drain the old mass
        minutes: 3
        scenario: forward-and-reverse
        set: {clock.speed: 1.5}
        panes: {density: 1, mass: 1}
        look: {at: mass, text: "● falls and does not stop"}
        next: {when: "lane 1: β < 0.1"}
        notes: |
          Two learners begin alike.

          1. **Forward KL** is fine-tuning: it fits samples of the new task. No sample ever asks for the
             old one, so its β goes to 0.
          2. **Reverse KL** learns on its own samples. The old ones stay likely under *p*, and its β goes
             to α = 0.5.

          At `t = 12.4` forward KL keeps 26 % of the old task, reverse KL all of it.

      - title: A fifth of old data
        minutes: 3
        set: {lanes.1.replay: 0.2}
        play: true
        panes: {density: 1, mass: 1}
        question:
          ask: Every fifth sample is now an old one. Where does the β of forward KL settle?
          answer: |
            At **λ = 0.2**, the share of replay. It fits the data it is shown, in the mixture in which it
            is shown them: replay moves the *optimum*.
        notes: |
          From here on forward KL sees **replay**: a share λ = 0.2 of its samples comes from the old task.

      - title: Far apart, the old mean stays
        minutes: 3
        scenario: forward-and-reverse
        set: {target.separation: 6, clock.speed: 1.5, clock.until: 12.4}
        play: true
        panes: {place: 1, density: 1}
        look: {at: place, text: "the drift is the overlap's doing"}
        notes: |
          Mass is not all. Where the tasks overlap, new samples also pull at the **old mean**, as much as
          the model takes them for old ones.

          With δ = 4 forward KL's old mean had moved by 0.65 σ at `t = 12.4`. Here δ = 6, and by then it
          has moved by 0.04 σ: the overlap falls like e^−δ²/8.
    """
}
