package dev.driftwarden.net;

import java.util.Locale;
import java.util.Set;

/**
 * The service tags that security rules may name as a source besides {@code Internet}.
 *
 * <p>Source: learn.microsoft.com/azure/virtual-network/service-tags-overview. A tag may carry a region behind a dot.
 */
final class ServiceTags {
    private static final String AZURE_CLOUD = "azurecloud";

    private static final int LONGEST = 100;

    private static final Set<String> KNOWN =
            Set.of(("actiongroup apimanagement appconfiguration applicationinsightsavailability"
                            + " appservice appservicemanagement autonomousdevelopmentplatform azureactivedirectory"
                            + " azureactivedirectorydomainservices azureadvancedthreatprotection azurearcinfrastructure azureattestation"
                            + " azurebackup azurebotservice azurecognitivesearch azureconnectors azurecontainerappsservice"
                            + " azurecontainerregistry azurecosmosdb azuredatabricks azuredataexplorermanagement azuredeviceupdate"
                            + " azuredevops azuredevspaces azuredigitaltwins azureeventgrid azurefrontdoor azurehealthcareapis"
                            + " azureinformationprotection azureiothub azurekeyvault azureloadbalancer azureloadtestinginstancemanagement"
                            + " azuremachinelearning azuremachinelearninginference azuremanagedgrafana azuremonitor azureopendatasets"
                            + " azureplatformdns azureplatformimds azureplatformlkm azureportal azureprivatednsresolver"
                            + " azureresourcemanager azuresentinel azureservicebus azuresignalr azuresiterecovery azuresphere azurespringcloud"
                            + " azurestack azurestorage azuretrafficmanager azureupdatedelivery azurevideoanalyzerformedia"
                            + " azurewebpubsub batchnodemanagement chaosstudio cognitiveservicesfrontend cognitiveservicesmanagement"
                            + " datafactory datafactorymanagement dynamics365businesscentral dynamics365formarketingemail"
                            + " dynamics365fraudprotection eopexchange eventhub gatewaymanager genericservice guestandhybridmanagement"
                            + " hdinsight kustoanalytics logicapps logicappsmanagement m365managementactivityapi"
                            + " m365managementactivityapiwebhook marketplace microsoftazurefluidrelay microsoftcloudappsecurity"
                            + " microsoftcontainerregistry microsoftdefenderforendpoint microsoftpurviewpolicydistribution oneds"
                            + " onedsanalyticsservices powerbi powerplatforminfra powerplatformplex powerqueryonline scuba serialconsole"
                            + " servicebus servicefabric sql sqlmanagement storage storagemover storagesyncservice trafficmanager"
                            + " virtualdesktop virtualnetwork videoindexer windowsadmincenter windowsupdatedelivery windowsvirtualdesktop")
                    .toLowerCase(Locale.ROOT)
                    .split(" "));

    private ServiceTags() {}

    /** Whether the text is written like a tag: a letter, then letters, digits, dots, dashes, underscores. */
    static boolean shaped(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && isLetter(text.charAt(0))
                && text.chars().allMatch(ServiceTags::isPart);
    }

    private static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isPart(int character) {
        return isLetter(character) || (character >= '0' && character <= '9') || "._-".indexOf(character) >= 0;
    }

    static boolean known(String tag) {
        return isAzureCloud(tag) || KNOWN.contains(service(tag));
    }

    /** Whether the tag stands for machines of any customer of Azure, in all regions or in one. */
    static boolean isAzureCloud(String tag) {
        return service(tag).equals(AZURE_CLOUD);
    }

    /** Whether every address of the one tag is an address of the other. */
    static boolean within(String tag, String wider) {
        return tag.equalsIgnoreCase(wider)
                || (wider.indexOf('.') < 0 && service(tag).equals(service(wider)));
    }

    private static String service(String tag) {
        int dot = tag.indexOf('.');
        return (dot < 0 ? tag : tag.substring(0, dot)).toLowerCase(Locale.ROOT);
    }
}
