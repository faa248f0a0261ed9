package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.world.World;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judging alone: the resource is read already. One thread, hence one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RuleEvaluation {
    private final RuleBook rules = RuleBook.shipped(Clock.systemUTC(), Map.of());
    private final RuleInfo httpsOnly = rules.find("storage.https-only").orElseThrow();
    private final RuleInfo minTls = rules.find("storage.min-tls").orElseThrow();
    private final RuleInfo blobPublic = rules.find("storage.blob-public-access").orElseThrow();
    private final World sound = Samples.world(Samples.STORAGE_ACCOUNT, Samples.estate(Samples.STORAGE_ACCOUNT));
    private final World drifted = Samples.world(Samples.STORAGE_ACCOUNT, drifted());
    private final World largeGroup = Samples.world(Samples.NETWORK_GROUP, Samples.largeNetworkGroup());
    private final World assignment = Samples.world(Samples.ROLE_ASSIGNMENT, Samples.estate(Samples.ROLE_ASSIGNMENT));

    private static ObjectNode drifted() {
        ObjectNode account = Samples.estate(Samples.STORAGE_ACCOUNT).deepCopy();
        account.withObject("/properties").put("supportsHttpsTrafficOnly", false);
        return account;
    }

    @Benchmark
    public Judgement storageHttpsOnlyPassing() {
        return rules.judge(httpsOnly, Samples.STORAGE_ACCOUNT, sound);
    }

    @Benchmark
    public Judgement storageMinTlsPassing() {
        return rules.judge(minTls, Samples.STORAGE_ACCOUNT, sound);
    }

    @Benchmark
    public Judgement storageBlobPublicAccessPassing() {
        return rules.judge(blobPublic, Samples.STORAGE_ACCOUNT, sound);
    }

    @Benchmark
    public Judgement storageHttpsOnlyFailingWithFix() {
        return rules.judge(httpsOnly, Samples.STORAGE_ACCOUNT, drifted);
    }

    @Benchmark
    public Look storageAllRules() {
        return rules.look(Samples.STORAGE_ACCOUNT, sound);
    }

    @Benchmark
    public Look networkGroupOf200Rules() {
        return rules.look(Samples.NETWORK_GROUP, largeGroup);
    }

    @Benchmark
    public Look roleAssignment() {
        return rules.look(Samples.ROLE_ASSIGNMENT, assignment);
    }

    /** Whether the operation concerns any rule, asked of every event before any call. */
    @Benchmark
    public Object subjectsOfAnEvent() {
        ResourceId changed = Samples.STORAGE_ACCOUNT;
        return rules.subjectsOf(changed, "Microsoft.Storage/storageAccounts/write");
    }
}
