package dev.driftwarden.bench;

/** Something that is measured. */
interface Benchmark {
    void run(Report report) throws Exception;
}
