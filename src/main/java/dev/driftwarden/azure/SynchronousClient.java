package dev.driftwarden.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lends the bot's own pipeline to azure-resourcemanager's managers, for reading: their convenience methods must not become a
 * second way of writing, beside the plans.
 */
final class SynchronousClient implements HttpClient {
    private final HttpPipeline pipeline;

    SynchronousClient(HttpPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> sendSync(request, Context.NONE)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        if (!ReadRequests.isRead(request)) {
            throw new UnsupportedOperationException("writes go through a plan, not through a manager");
        }
        // The JDK's client refuses it, and azure-core would log a warning for each call.
        request.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return pipeline.sendSync(request, context);
    }
}
