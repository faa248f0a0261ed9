package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts each request sent and notes what Azure says about throttling. */
final class MeteringPolicy extends HttpPipelineSyncPolicy {
    private static final Logger log = LoggerFactory.getLogger(MeteringPolicy.class);
    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

    private final CallCount calls;
    private final ThrottleReadings throttle;

    MeteringPolicy(CallCount calls, ThrottleReadings throttle) {
        this.calls = calls;
        this.throttle = throttle;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        calls.add(context.getHttpRequest().getHttpMethod());
    }

    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
        throttle.record(response.getHeaders());
        calls.answered(response.getStatusCode());
        if (log.isDebugEnabled()) {
            HttpRequest request = context.getHttpRequest();
            // The path alone: the query of a poll address carries a signature.
            log.debug(
                    "azure call method={} path={} status={} requestId={}",
                    request.getHttpMethod(),
                    request.getUrl().getPath(),
                    response.getStatusCode(),
                    response.getHeaders().getValue(REQUEST_ID));
        }
        return response;
    }
}
