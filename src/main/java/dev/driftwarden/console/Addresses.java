package dev.driftwarden.console;

import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Urls;
import dev.driftwarden.web.WebRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The addresses of the console's pages. */
final class Addresses {
    private Addresses() {}

    static String finding(String id) {
        return "/console/findings/" + id;
    }

    static String rule(String id) {
        return "/console/rules/" + Urls.encode(id);
    }

    static String rejection(String id) {
        return "/console/rejections/" + id;
    }

    /** The address that this request was sent to, without what was only to be said once. */
    static String of(WebRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.query()
                .keySet()
                .forEach(name -> parameters.put(name, request.parameter(name).orElse("")));
        parameters.remove(Sections.NOTICE);
        return Urls.with(request.path(), parameters);
    }

    static String findings(FindingFilter filter, String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", filter.state());
        parameters.put("severity", filter.severity());
        parameters.put("service", filter.service());
        parameters.put("subscription", filter.subscription());
        parameters.put("rule", filter.rule());
        parameters.put("q", filter.q());
        parameters.put("sort", filter.sort().equals(FindingFilter.OPEN.sort()) ? "" : filter.sort());
        parameters.put("cursor", cursor);
        return Urls.with("/console/findings", parameters);
    }
}
