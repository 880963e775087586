package org.osteon.app.http.web.people;

import org.osteon.access.Action;
import org.osteon.access.RoleTable;
import org.osteon.records.people.Account;

/// Where the work of a role begins.
enum Home {
    WORKLIST(Action.LIST, "/"),
    ACCOUNTS(Action.ACCOUNTS, "/accounts"),
    LOOKS(Action.AUDIT, "/looks"),
    REPORTS(Action.REPORT, "/reports"),
    OUTCOMES(Action.FOLLOW, "/outcomes");

    private final Action action;
    private final String path;

    Home(Action action, String path) {
        this.action = action;
        this.path = path;
    }

    boolean isOf(Account account) {
        return RoleTable.standard().may(account.person(), action);
    }

    String path() {
        return path;
    }
}
