package dev.driftwarden.azure;

import com.azure.core.http.HttpMethod;
import java.util.concurrent.atomic.LongAdder;

/** How many requests a connection has sent, each attempt of a retry counted. Safe for use by many threads. */
public final class CallCount {
    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder throttled = new LongAdder();

    /** GET and HEAD requests, polls of long-running operations among them. */
    public long reads() {
        return reads.sum();
    }

    public long writes() {
        return writes.sum();
    }

    public long total() {
        return reads() + writes();
    }

    /** Answers that said to call less often. */
    public long throttled() {
        return throttled.sum();
    }

    void answered(int status) {
        if (status == 429) {
            throttled.increment();
        }
    }

    void add(HttpMethod method) {
        (isRead(method) ? reads : writes).increment();
    }

    static boolean isRead(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }
}
