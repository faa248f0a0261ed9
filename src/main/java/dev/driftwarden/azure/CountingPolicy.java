package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;

/** Counts background reads of a service whose limits are kept elsewhere. */
final class CountingPolicy extends HttpPipelineSyncPolicy {
    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        Meter.of(context).ifPresent(Meter::call);
    }
}
