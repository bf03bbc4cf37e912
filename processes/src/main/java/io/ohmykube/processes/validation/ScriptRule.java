package io.ohmykube.processes.validation;

import org.w3c.dom.Element;

/** No process holds a script in a language of its own, whatever it may do otherwise: the engine runs without any. */
final class ScriptRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        for (Element element : file.all("*", "*")) {
            boolean script = element.hasAttribute("language")
                    || element.hasAttribute("scriptFormat")
                    || ProcessFile.is(element, "scriptTask");
            if (script) {
                report.problem(element, "scripts are not allowed: the engine runs without a script language");
            }
        }
    }
}
