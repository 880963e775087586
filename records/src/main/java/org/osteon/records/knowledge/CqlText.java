package org.osteon.records.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A CQL library as its author wrote it: remarks, where a number comes from and how certain it is,
/// stand in the text only.
///
/// @param name of the library
/// @param head the remark at its beginning
/// @param includes libraries by the names they are called here
/// @param parameters by name
/// @param definitions by name, each with the remarks above it
public record CqlText(
        String name,
        String head,
        Map<String, String> includes,
        Map<String, Parameter> parameters,
        Map<String, String> definitions) {

    private static final Pattern DEFINE =
            Pattern.compile("^define (?:fluent )?(?:function )?\"?([^\"(:]+)\"?.*$");
    private static final Pattern LIBRARY = Pattern.compile("(?m)^library (\\w+)");
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^include (\\w+)(?: version '[^']*')?(?: called (\\w+))?");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?m)^parameter (?:\"([^\"]+)\"|(\\w+)) \\w+ default"
                            + " ([^/\\n]+?)\\s*(?://\\s*(.*))?$");
    private static final Pattern HEAD = Pattern.compile("\\A\\s*/\\*(.*?)\\*/", Pattern.DOTALL);

    /// A number that a site may set.
    ///
    /// @param value its default
    /// @param remark what stands beside it
    public record Parameter(String value, String remark) {}

    /// Reads a library; empty where the text is none.
    public static Optional<CqlText> of(String cql) {
        Matcher library = LIBRARY.matcher(cql);
        if (!library.find()) {
            return Optional.empty();
        }
        Map<String, String> includes = new LinkedHashMap<>();
        Matcher include = INCLUDE.matcher(cql);
        while (include.find()) {
            String called = include.group(2);
            includes.put(called == null ? include.group(1) : called, include.group(1));
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(cql);
        while (parameter.find()) {
            String quoted = parameter.group(1);
            String remark = parameter.group(4);
            parameters.put(
                    quoted == null ? parameter.group(2) : quoted,
                    new Parameter(parameter.group(3).strip(), remark == null ? "" : remark));
        }
        Matcher head = HEAD.matcher(cql);
        return Optional.of(
                new CqlText(
                        library.group(1),
                        head.find() ? head.group(1).strip() : "",
                        includes,
                        parameters,
                        definitionsOf(cql)));
    }

    /// The definitions of a library by name: each from its remarks to the next blank line that a
    /// new statement follows.
    private static Map<String, String> definitionsOf(String cql) {
        Map<String, String> definitions = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        String name = "";
        StringBuilder text = new StringBuilder();
        for (String line : cql.lines().toList()) {
            Matcher define = DEFINE.matcher(line);
            boolean starts = define.matches();
            boolean remark = line.startsWith("//");
            if (starts || remark || line.startsWith("context ") || line.startsWith("parameter ")) {
                if (!name.isEmpty()) {
                    definitions.putIfAbsent(name, text.toString().strip());
                    name = "";
                }
            }
            if (remark) {
                remarks.add(line);
            } else if (starts) {
                name = define.group(1).strip();
                text =
                        new StringBuilder(
                                remarks.isEmpty() ? "" : String.join("\n", remarks) + "\n");
                text.append(line).append('\n');
                remarks.clear();
            } else if (!name.isEmpty()) {
                text.append(line).append('\n');
            } else if (line.isBlank()) {
                remarks.clear();
            }
        }
        if (!name.isEmpty()) {
            definitions.putIfAbsent(name, text.toString().strip());
        }
        return definitions;
    }
}
