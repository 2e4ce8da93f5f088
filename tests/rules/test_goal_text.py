# SPDX-License-Identifier: MIT
from otdesk.rules.goal_text import AlertText, GoalText, goal_key, read_alerts, read_target, split_goals
from otdesk.rules.kinds import AlertKind, MeasureType


def test_goals_of_one_cell_are_divided_by_bars_lines_or_numbers() -> None:
    expected = (GoalText("Fine motor", "Kit will button."), GoalText("", "Kit will cut in 4 of 5 tries."))
    for text in (
        "Fine motor: Kit will button. | Kit will cut in 4 of 5 tries.",
        "Fine motor: Kit will button.\nKit will cut in 4 of 5 tries.",
        "1. Fine motor: Kit will button.\r\n2. Kit will cut\nin 4 of 5 tries.",
        "1) Fine motor: Kit will button. 2) Kit will cut in 4 of 5 tries.",
        "- Fine motor: Kit will button.\n- Kit will cut in 4 of 5 tries.",
    ):
        assert split_goals(text) == expected, text


def test_numbers_within_a_goal_do_not_divide_it() -> None:
    text = "Kit will do 3 of 5. 4 of 5. And more"
    assert [goal.statement for goal in split_goals(text)] == [text]


def test_a_count_is_no_goal() -> None:
    assert split_goals("2") == ()


def test_the_same_goal_despite_capitals_and_spaces() -> None:
    assert goal_key("Kit will  cut.") == goal_key("kit will cut")


def test_targets_said_in_words() -> None:
    trials = read_target("cut a circle within 1/4 inch of the line in 4 of 5 tries")
    assert trials is not None
    assert (trials.measure, trials.target, trials.usual_total) == (MeasureType.TRIALS, 80.0, 5)
    speed = read_target("type 25 words a minute with 90 % accuracy")
    assert speed is not None
    assert (speed.measure, speed.target) == (MeasureType.SPEED, 25.0)
    legible = read_target("copy from the board with 85 % of words legible")
    assert legible is not None
    assert (legible.measure, legible.target) == (MeasureType.LEGIBILITY, 85.0)
    assert read_target("will enjoy school") is None


def test_alert_words() -> None:
    assert read_alerts("Seizure protocol; Peanut allergy") == (
        AlertText(AlertKind.SEIZURE, "Seizure protocol"),
        AlertText(AlertKind.ALLERGY, "Peanut allergy"),
    )
    assert read_alerts("Elopement risk")[0].kind is AlertKind.ELOPEMENT
    assert read_alerts("thickened liquids")[0].kind is AlertKind.CHOKING
    assert read_alerts("wears a helmet")[0].kind is AlertKind.OTHER
    assert read_alerts("none") == read_alerts("N/A") == ()


def test_a_column_of_remarks_gives_only_its_alerts() -> None:
    assert read_alerts("likes trains, EpiPen in office", only_known=True) == (
        AlertText(AlertKind.ALLERGY, "EpiPen in office"),
    )
    assert read_alerts("moved here in May", only_known=True) == ()
