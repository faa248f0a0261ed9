package dev.driftwarden.app;

import java.net.URI;

/** Which Azure the bot lives in, with the addresses that Microsoft documents for it. */
public enum Cloud {
    PUBLIC("public", "https://management.azure.com", "https://graph.microsoft.com", "core.windows.net"),
    US_GOVERNMENT(
            "usgovernment",
            "https://management.usgovcloudapi.net",
            "https://graph.microsoft.us",
            "core.usgovcloudapi.net"),
    CHINA(
            "china",
            "https://management.chinacloudapi.cn",
            "https://microsoftgraph.chinacloudapi.cn",
            "core.chinacloudapi.cn");

    private final String setting;
    private final URI arm;
    private final URI graph;
    private final String storageSuffix;

    Cloud(String setting, String arm, String graph, String storageSuffix) {
        this.setting = setting;
        this.arm = URI.create(arm);
        this.graph = URI.create(graph);
        this.storageSuffix = storageSuffix;
    }

    /** How it is written in {@code DRIFTWARDEN_CLOUD}. */
    public String setting() {
        return setting;
    }

    public URI arm() {
        return arm;
    }

    public URI graph() {
        return graph;
    }

    /** What follows {@code <account>.blob.} in a storage address. */
    public String storageSuffix() {
        return storageSuffix;
    }
}
