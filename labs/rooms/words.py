"""A run in words: three to six findings in the order of time, as codes and values; the browser writes the sentences.

Every finding is {"line", "at_us", "event", "command", "values"}. First "ran", last "quiet" or "now", between them what
weighs most. Programs, queues and goals go by their names ("shipping"), spans end in `_us`. `for_us` is how long
something lasted, null: it still does. `queue` is the queue that grew most meanwhile, null: none did; `most` is how many
messages it had at most, `oldest_s` how old the oldest of them became (both 0 without a queue), as sampled for charts.

    ran           for_us, orders, commands    the whole run: how long, orders accepted, commands of its members

    stopped       program, instance, for_us, queue, most, oldest_s    instance null: no instance ran any more
    crashed       the same
    slowed        the same and factor
    paused        program, for_us             StoreFront took no orders
    cut           a, b, for_us, queue, most, oldest_s                 no connection between two parts
    loss          a, b, per_million, for_us, queue, most, oldest_s    of a million packets to b, lost
    rate          program, per_s, was_per_s, queue, most, oldest_s    was_per_s null: not known
    scaled        program, instances, queue, most, oldest_s
    concurrency   program, concurrency, queue, most, oldest_s
    purged        queue, messages             that many messages were thrown away
    deleted       queue, messages             the queue with them
    backlog       queue, most, oldest_s       it grew without any of the above; at_us: when it was longest
    drained       queue, program, after_us    the backlog of a stopped, crashed, slowed, cut or loss was gone that long
                                              after the fault was over; program null: of cut or loss
    lost          orders, program, cause      lost now; program null: for more than one. The cause is that of the moment
                                              when most were lost: purged, deleted (the queue), expired, dropped (by
                                              SNS), given_up (by StoreFront), crashed, removed (by somebody outside) or
                                              refused (nobody took it over)
    none_lost     orders
    again         deliveries, program, cause  an order came to a program once more; program null: more than one. Cause:
                                              crashed, slow (visible again before the work was done), answer_lost (done,
                                              but the queue did not hear of it), participant (somebody outside held it),
                                              given_back (shown again on purpose) or sent_twice
    goal_reached  goals                       names, in the order they were reached; at_us: of the last
    goal_missed   goals

    quiet         handled, moving, waiting, lost, again    at the end no fault lasts and no queue has a backlog
    now           the same and down, queue, most           programs of which no instance runs; the longest queue
"""
