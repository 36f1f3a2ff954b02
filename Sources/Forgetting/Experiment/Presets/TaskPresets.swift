/// Several tasks, one after another.
extension Presets {
  static let tasks = [
    Preset("three-tasks", .tasks, threeTasks),
    Preset("five-tasks", .tasks, fiveTasks),
    Preset("near-last", .tasks, nearLast),
    Preset("far-last", .tasks, farLast),
    Preset("uni-modal", .tasks, oneComponent),
  ]

  /// Tasks in a row, the first known from the start and each of the others a stage; components of later
  /// tasks begin small and short of their place.
  ///
  /// - Parameters:
  ///   - tasks: name, mass and mean.
  ///   - order: the tasks that are trained, in order.
  ///   - length: flow time of a stage.
  ///   - short: how far from its task a later component begins.
  private static func row(
    _ tasks: [(name: String, mass: Double, mean: Double)], order: [String], length: Double,
    weight: Double = 0.05, short: Double = 1
  ) -> (sequence: TaskSequence, start: MixtureSettings) {
    (
      TaskSequence(
        tasks: tasks.map { TaskSettings(name: $0.name, mass: $0.mass, mean: [$0.mean]) },
        stages: order.enumerated().map {
          StageSettings(task: $0.element, until: Double($0.offset + 1) * length)
        }),
      MixtureSettings(
        components: tasks.enumerated().map { index, task in
          index == 0
            ? ComponentSettings(
              weight: 1 - weight * Double(tasks.count - 1), mode: ModeSettings(mean: [task.mean]))
            : ComponentSettings(
              weight: weight,
              mode: ModeSettings(mean: [task.mean + (task.mean > tasks[0].mean ? -short : short)]))
        })
    )
  }

  private static func scenario(
    _ name: String, _ about: String, _ parts: (sequence: TaskSequence, start: MixtureSettings),
    clock: Clock, _ lanes: [LaneSettings]
  ) -> Scenario {
    Scenario(
      name: name, about: about, target: .none, start: parts.start, clock: clock, lanes: lanes,
      sequence: parts.sequence)
  }

  static let threeTasks = scenario(
    "Three tasks, one after another",
    "Maths is known; code is trained to t = 20, then poetry to t = 40. Forward KL then has 7 % of maths"
      + " and 28 % of code left, with replay 45 % and 59 %. Reverse KL has both, and 38 % of poetry;"
      + " self-distillation 100 %, 89 % and 59 %.",
    row(
      [("maths", 0.4, -4), ("code", 0.3, 0), ("poetry", 0.3, 4)], order: ["code", "poetry"],
      length: 20),
    clock: Clock(step: 0.05, speed: 1, until: 40),
    [
      lane("forward-kl"), lane("reverse-kl"), lane("forward-kl", ["replay": 0.3]), lane("sdft"),
    ])

  static let fiveTasks = scenario(
    "Five tasks and how much to replay",
    "Five tasks 8 deviations apart, 60 units of time each. Without replay the last one ends with 97 % of"
      + " the weight; with it the seen ones share λ: about 0.025 and 0.075 each. Reverse KL draws its own"
      + " samples, and so far away it finds next to none.",
    row(
      [
        ("maths", 0.2, -16), ("code", 0.2, -8), ("poetry", 0.2, 0), ("law", 0.2, 8),
        ("manners", 0.2, 16),
      ], order: ["code", "poetry", "law", "manners"], length: 60, weight: 0.02),
    clock: Clock(step: 0.1, speed: 6, until: 240),
    [
      lane("forward-kl"), lane("forward-kl", ["replay": 0.1]),
      lane("forward-kl", ["replay": 0.3]), lane("reverse-kl"),
    ])

  private static let orderAbout =
    "The same three tasks in two orders. With the near one last forward KL keeps 39 % of those before,"
    + " and reverse KL 96 %; with the far one last 20 % and 89 %, and of the far task reverse KL has"
    + " learned 4 %, where it had learned 86 % when it came first."

  static let nearLast = scenario(
    "An order: the near task last",
    orderAbout,
    row(
      [("maths", 0.4, 0), ("near", 0.3, 2), ("far", 0.3, 8)], order: ["far", "near"], length: 20),
    clock: Clock(step: 0.05, speed: 1, until: 40),
    [lane("forward-kl"), lane("forward-kl", ["replay": 0.3]), lane("reverse-kl")])

  static let farLast = scenario(
    "An order: the far task last",
    orderAbout,
    row(
      [("maths", 0.4, 0), ("near", 0.3, 2), ("far", 0.3, 8)], order: ["near", "far"], length: 20),
    clock: Clock(step: 0.05, speed: 1, until: 40),
    [lane("forward-kl"), lane("forward-kl", ["replay": 0.3]), lane("reverse-kl")])

  static let oneComponent = Scenario(
    name: "Chen et al.: one component for both tasks",
    about:
      "t counts steps. The classic picture: with one component forward KL spreads, reverse KL jumps."
      + " When forward KL has gained 0.9 of the new task (step 443) it has dropped 0.64 of the old one,"
      + " reverse KL to the new task (step 214) 0.90. Reverse KL to both stays, forward KL on both goes"
      + " between them.",
    seed: 2, target: .none,
    start: MixtureSettings(components: [
      ComponentSettings(mode: ModeSettings(mean: [-3.5], spread: Spread(deviation: [1])))
    ]),
    coordinates: .direct,
    clock: Clock(integrator: .euler, step: 1, speed: 20, until: 450),
    lanes: [
      lane("forward-kl", rates: chenRates(0.05)),
      lane("reverse-kl", [:], ["goal": "new"], rates: chenRates(0.005)),
      lane("reverse-kl", rates: chenRates(0.005)),
      lane("forward-kl", ["replay": 0.75], rates: chenRates(0.05)),
    ],
    sequence: TaskSequence(
      tasks: [
        TaskSettings(name: "old", mass: 0.75, mean: [-3], spread: Spread(deviation: [1])),
        TaskSettings(name: "new", mass: 0.25, mean: [3.5], spread: Spread(deviation: [0.7])),
      ], stages: [StageSettings(task: "new")]))

  /// One learning rate for all that there is.
  private static func chenRates(_ rate: Double) -> Rates {
    Rates(
      weight: rate, oldMean: rate, newMean: rate, oldCovariance: rate, newCovariance: rate)
  }
}
