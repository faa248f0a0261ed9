package dev.driftwarden.bench;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** Another client, with the time spent in it. */
final class TimedClient implements HttpClient {
    private final HttpClient client;
    private final AtomicLong elapsed = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    TimedClient(HttpClient client) {
        this.client = client;
    }

    /** Nanoseconds since this was last asked. */
    long takeElapsed() {
        return elapsed.getAndSet(0);
    }

    /** Requests since this was last asked. */
    long takeRequests() {
        return requests.getAndSet(0);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            requests.incrementAndGet();
            return client.send(request).doFinally(any -> elapsed.addAndGet(System.nanoTime() - start));
        });
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        long start = System.nanoTime();
        requests.incrementAndGet();
        try {
            return client.sendSync(request, context);
        } finally {
            elapsed.addAndGet(System.nanoTime() - start);
        }
    }
}
