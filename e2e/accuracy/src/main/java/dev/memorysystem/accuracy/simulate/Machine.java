package dev.memorysystem.accuracy.simulate;

/**
 * The JVM and container around an application.
 *
 * @param heap the heap and its collector
 * @param allocation bytes a second at a load of 1
 * @param exhaustedAt share of the heap at which its live set ends the process: OutOfMemoryError
 *     comes when collections no longer free enough to go on
 * @param containerLimit bytes; infinite when the heap's limit binds
 * @param interval seconds between two reports
 * @param step seconds of simulation between two looks at the application; divides the interval
 * @param snapshotEvery reports between two snapshots of survivors; 0 without a sampler
 */
public record Machine(
    CollectorSettings heap,
    double allocation,
    double exhaustedAt,
    double containerLimit,
    double interval,
    double step,
    int snapshotEvery) {}
