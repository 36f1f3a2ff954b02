extension ParameterCatalogue {
  /// One lane's parameters: its method, the method's own, and what it takes over from the run.
  static func lane(_ index: Int, _ scenario: Scenario) -> [Parameter] {
    let prefix = "lanes.\(index + 1)"
    let settings = scenario.lanes[index].method
    var list = [
      Parameter(
        path: "\(prefix).method", group: .lane,
        kind: .choice(
          ChoiceDescription(
            key: "method", label: "method", about: "how this lane is trained",
            values: MethodCatalogue.descriptions.map(\.key), spellings: MethodCatalogue.spellings)),
        lane: index, read: { .word($0.lanes[index].method.key) },
        write: { scenario, value in
          scenario.lanes[index].method = scenario.lanes[index].method.changed(to: value.description)
        })
    ]
    guard let description = MethodCatalogue.type(for: settings.key)?.description else {
      return list
    }
    for item in description.numbers {
      list.append(
        Parameter(
          path: "\(prefix).\(item.key)", group: .lane, kind: .number(item), lane: index,
          read: {
            .number(
              $0.lanes[index].method.numbers[item.key] ?? item.inheritedValue($0) ?? item.standard)
          },
          write: { scenario, value in
            if case .number(let number) = value {
              scenario.lanes[index].method.numbers[item.key] = number
              // A number given is a number meant.
              if let word = item.word { scenario.lanes[index].method.choices[word.choice] = nil }
            } else if let word = item.word {
              scenario.lanes[index].method.choices[word.choice] = word.word
            }
          }))
    }
    for item in description.choices {
      list.append(
        Parameter(
          path: "\(prefix).\(item.key)", group: .lane, kind: .choice(item), lane: index,
          read: { .word($0.lanes[index].method.choices[item.key] ?? item.values[0]) },
          write: { scenario, value in
            scenario.lanes[index].method.choices[item.key] = value.description
          }))
    }
    list += sampling(
      "\(prefix).", .lane, lane: index,
      read: { $0.sampling(ofLane: index) },
      write: { scenario, sampling in
        scenario.lanes[index].sampling = sampling
        scenario.dropUnfitOptimisers()
      })
    let steppers = Clock.Integrator.allCases.filter {
      $0.stepsBatches || !scenario.sampling(ofLane: index).isBatch
    }
    list.append(
      Parameter(
        path: "\(prefix).optimiser", group: .lane,
        kind: .choice(
          ChoiceDescription(
            key: "optimiser", label: "lane: optimiser",
            about: "how this lane steps; batches step with euler, momentum or adam",
            values: steppers.map(\.rawValue))),
        lane: index, read: { .word($0.integrator(ofLane: index).rawValue) },
        write: { scenario, value in
          scenario.lanes[index].optimiser = Clock.Integrator(rawValue: value.description)
        }))
    list.append(
      coordinates(
        "\(prefix).coordinates", .lane, lane: index,
        read: { $0.coordinates(ofLane: index) }, write: { $0.lanes[index].coordinates = $1 }))
    for (key, label, path) in rateGroups {
      list.append(
        number(
          "\(prefix).rates.\(key)", .lane,
          rate(key, "lane: \(label)"), lane: index,
          read: { ($0.lanes[index].rates ?? $0.rates)[keyPath: path] },
          write: { scenario, value in
            var rates = scenario.lanes[index].rates ?? scenario.rates
            rates[keyPath: path] = value
            scenario.lanes[index].rates = rates
          }))
    }
    list.append(
      number(
        "\(prefix).step", .lane, step("lane: step h", "this lane's own step, in flow time"),
        lane: index,
        read: { $0.lanes[index].step ?? $0.clock.step }, write: { $0.lanes[index].step = $1 }))
    return list
  }
}
