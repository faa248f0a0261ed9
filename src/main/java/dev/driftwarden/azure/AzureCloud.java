package dev.driftwarden.azure;

import java.net.URI;
import java.util.Locale;

/** An Azure cloud: where its APIs are and where its tokens come from. */
public enum AzureCloud {
    PUBLIC(
            "https://management.azure.com",
            "https://graph.microsoft.com",
            "https://login.microsoftonline.com/",
            "core.windows.net"),
    USGOVERNMENT(
            "https://management.usgovcloudapi.net",
            "https://graph.microsoft.us",
            "https://login.microsoftonline.us/",
            "core.usgovcloudapi.net"),
    CHINA(
            "https://management.chinacloudapi.cn",
            "https://microsoftgraph.chinacloudapi.cn",
            "https://login.chinacloudapi.cn/",
            "core.chinacloudapi.cn");

    private final String arm;
    private final String graph;
    private final String authority;
    private final String storageSuffix;

    AzureCloud(String arm, String graph, String authority, String storageSuffix) {
        this.arm = arm;
        this.graph = graph;
        this.authority = authority;
        this.storageSuffix = storageSuffix;
    }

    /** How it is written in {@code DRIFTWARDEN_CLOUD}. */
    public String settingValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    public URI armEndpoint() {
        return URI.create(arm);
    }

    public URI graphEndpoint() {
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

    /** What follows {@code <account>.blob.} in a storage address. */
    public String storageSuffix() {
        return storageSuffix;
    }
}
