package dev.driftwarden.azure;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An Azure cloud: where its APIs are and where its tokens come from. */
public enum AzureCloud {
    PUBLIC("https://management.azure.com", "https://graph.microsoft.com", "https://login.microsoftonline.com/"),
    USGOVERNMENT(
            "https://management.usgovcloudapi.net", "https://graph.microsoft.us", "https://login.microsoftonline.us/"),
    CHINA(
            "https://management.chinacloudapi.cn",
            "https://microsoftgraph.chinacloudapi.cn",
            "https://login.chinacloudapi.cn/");

    private final String arm;
    private final String graph;
    private final String authority;

    AzureCloud(String arm, String graph, String authority) {
        this.arm = arm;
        this.graph = graph;
        this.authority = authority;
    }

    /**
     * The cloud of a setting's value, in any case.
     *
     * @throws InvalidAzureSettingsException when there is none of this name
     */
    public static AzureCloud parse(String name) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.settingValue().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidAzureSettingsException("DRIFTWARDEN_CLOUD is '" + name + "'; use one of "
                        + Arrays.stream(values()).map(AzureCloud::settingValue).collect(Collectors.joining(", "))));
    }

    private String settingValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    URI armEndpoint() {
        return URI.create(arm);
    }

    URI graphEndpoint() {
        return URI.create(graph);
    }

    /** The token scope of ARM: that of the cloud, whatever endpoint is called. */
    String armScope() {
        return arm + "/.default";
    }

    String graphScope() {
        return graph + "/.default";
    }

    String authority() {
        return authority;
    }
}
