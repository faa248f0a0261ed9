package dev.driftwarden.bench;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Mono;

/** Another client, with the time spent in it. */
final class TimedClient implements HttpClient {
    private final HttpClient client;
    private final AtomicLong elapsed = new AtomicLong();
    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();

    TimedClient(HttpClient client) {
        this.client = client;
    }

    /** Nanoseconds since this was last asked. */
    long takeElapsed() {
        return elapsed.getAndSet(0);
    }

    /** Requests since this was last asked, by what they do: method and the table, queue or container. */
    Map<String, Long> takeRequests() {
        Map<String, Long> taken = new TreeMap<>();
        requests.forEach((kind, count) -> taken.put(kind, count.sumThenReset()));
        taken.values().removeIf(count -> count == 0);
        return taken;
    }

    /** Of the path the account and what is behind the table, queue or container are left out. */
    private static String kind(HttpRequest request) {
        String[] path = request.getUrl().getPath().split("/");
        String place = path.length > 2 ? path[2].replaceFirst("\\(.+\\)", "(row)") : "";
        return request.getHttpMethod() + " " + place;
    }

    private void count(HttpRequest request) {
        requests.computeIfAbsent(kind(request), kind -> new LongAdder()).increment();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            count(request);
            return client.send(request).doFinally(any -> elapsed.addAndGet(System.nanoTime() - start));
        });
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        long start = System.nanoTime();
        count(request);
        try {
            return client.sendSync(request, context);
        } finally {
            elapsed.addAndGet(System.nanoTime() - start);
        }
    }
}
