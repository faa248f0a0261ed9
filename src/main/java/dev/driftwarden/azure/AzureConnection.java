package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.ResourceManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The connection to one Azure, made once and shared by all threads. Nothing is loaded or called before it is needed: opening it
 * costs next to nothing.
 */
public final class AzureConnection {
    static final HttpHeaderName ACCEPT = HttpHeaderName.ACCEPT;

    private final AzureSettings settings;
    private final Clock clock;
    private final Pause pause;
    private final Addresses addresses;
    private final CallCount calls = new CallCount();
    private final ThrottleReadings throttle = new ThrottleReadings();
    private final Wire wire = new Wire(new ObjectMapper());
    private final Lazy<HttpPipeline> arm;
    private final Lazy<HttpPipeline> graph;
    private final Lazy<ResourceManager.Authenticated> managers;

    AzureConnection(AzureSettings settings, Clock clock, Pause pause) {
        this(settings, clock, pause, /* spaced= */ true);
    }

    private AzureConnection(AzureSettings settings, Clock clock, Pause pause, boolean spaced) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
        this.addresses = new Addresses(settings.armEndpoint(), settings.graphEndpoint());
        Pipelines pipelines = new Pipelines(settings, clock, pause, new MeteringPolicy(calls, throttle), spaced);
        this.arm = new Lazy<>(pipelines::arm);
        this.graph = new Lazy<>(pipelines::graph);
        this.managers = new Lazy<>(this::authenticate);
    }

    /** Opens it. The practice Azure takes any number of requests, so nothing is held back there. */
    public static AzureConnection open(AzureSettings settings, Clock clock) {
        return new AzureConnection(settings, clock, Pause.SLEEP, !settings.practice());
    }

    /**
     * Loads the way to ARM ahead of its first use, without a call; about half of what the first read costs in a fresh process.
     * Meant for a thread beside the one that starts up.
     */
    public void prepare() {
        arm.get();
    }

    /** What this connection has sent so far. */
    public CallCount calls() {
        return calls;
    }

    /** What Azure last said about the calls that are left. */
    public ThrottleReadings throttle() {
        return throttle;
    }

    /**
     * azure-resourcemanager on this connection, for reading what its managers know well (subscriptions, tenants, locks, policy
     * assignments). Made when first asked for. A write through it is refused.
     */
    public ResourceManager.Authenticated resourceManager() {
        return managers.get();
    }

    private ResourceManager.Authenticated authenticate() {
        Map<String, String> endpoints = new HashMap<>(environment().getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", settings.armEndpoint() + "/");
        endpoints.put("microsoftGraphResourceId", settings.graphEndpoint() + "/");
        HttpPipeline reading = new HttpPipelineBuilder()
                .httpClient(new SynchronousClient(arm.get()))
                .build();
        return ResourceManager.authenticate(reading, new AzureProfile(new AzureEnvironment(endpoints)));
    }

    private AzureEnvironment environment() {
        return switch (settings.cloud()) {
            case PUBLIC -> AzureEnvironment.AZURE;
            case USGOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
            case CHINA -> AzureEnvironment.AZURE_CHINA;
        };
    }

    Reply send(ResourceId target, HttpRequest request, Context context) {
        return wire.send(pipeline(target), request, context);
    }

    HttpPipeline pipeline(ResourceId target) {
        return target.isGraph() ? graph.get() : arm.get();
    }

    Addresses addresses() {
        return addresses;
    }

    Clock clock() {
        return clock;
    }

    Pause pause() {
        return pause;
    }
}
