"""Which printed figure of the source a row of a table is the counterpart of, by item."""

BASELINE = {
    ("sex", "woman"): "d07.pop.women",
    ("grounds", "physical"): "d07.pop.physical_only",
    ("school", "none"): "d07.pop.school_only",
    ("labour_market_20y", "yes"): "d07.pop.labour_market_20y",
    ("origin", "sickness"): "d07.pop.from_sickness",
    ("earlier_flexjob", "yes"): "d07.pop.prev_flexjob",
    ("max_half_time", "yes"): "d07.pop.max_halftime",
    ("age_fifties", "yes"): "d07.age50s.trial",
    ("non_western", "yes"): "d07.nonwestern.trial d07.nonwestern.n",
    ("long_wait", "yes"): "d07.wait18m.trial",
    ("activity_before", "yes"): "d07.activity.before",
    ("offered_before", "yes"): "d07.offered_flexjob.before",
}
"""By variable and value; of all who were randomised."""
PROFILES = {
    ("all", "activity_after", "yes"): "d07.activity.trial",
    ("all", "offered_after", "yes"): "d07.offered_flexjob.trial",
    ("flexjob_other_actor", "origin", "sickness"): "d07.flex.from_sickness.other_actors",
    ("flexjob_municipality", "origin", "sickness"): "d07.flex.from_sickness.municipalities",
    ("flexjob_other_actor", "long_wait", "yes"): "d07.flex.wait18m.other_actors",
    ("flexjob_municipality", "long_wait", "yes"): "d07.flex.wait18m.municipalities",
    ("flexjob_other_actor", "right_solution_before", "yes"):
        "d07.flex.right_solution_before.other_actors d07.flex.motivated_before.other_actors",
    ("flexjob_municipality", "right_solution_before", "yes"):
        "d07.flex.right_solution_before.municipalities",
    ("flexjob_other_actor", "right_solution_after", "yes"):
        "d07.flex.motivated_after.other_actors",
    ("flexjob_municipality", "right_solution_after", "yes"):
        "d07.flex.motivated_both.municipalities",
    ("flexjob_other_actor", "satisfied_any", "yes"): "d07.satisfied.other_actors",
    ("flexjob_municipality", "satisfied_any", "yes"): "d07.satisfied.municipalities",
    ("ledighedsydelse", "arm", "other_actor"): "d07.ly.other_actors_share",
    ("ledighedsydelse", "arm", "municipality"): "d07.ly.municipalities_share",
    ("ledighedsydelse", "ly_distance", "toward_flexjob"):
        "d07.ly.toward_flexjob.share d07.ly.toward_flexjob.n",
    ("ledighedsydelse", "ly_distance", "stuck"): "d07.ly.stuck.share d07.ly.stuck.n",
    ("ledighedsydelse", "ly_distance", "sick"): "d07.ly.sick.share d07.ly.sick.n",
    ("ledighedsydelse", "ly_distance", "toward_pension"):
        "d07.ly.toward_dp.share d07.ly.toward_dp.n",
    ("not_right_before", "end_status", "ledighedsydelse"): "d07.ly.share_not_right_before",
    ("not_right_after", "end_status", "ledighedsydelse"): "d07.ly.share_not_right_after",
    ("non_western", "end_status", "ledighedsydelse"): "d07.ly.nonwestern_share",
    ("stuck", "work_trial", "no"): "d07.ly.stuck.no_workplace_test",
    ("disability_pension", "grounds", "both"): "d07.dp.physical_and_mental",
    ("other_actor", "not_capable", "yes"): "d07.other_actors.not_flexjob_capable",
}  # fmt: skip
"""By group, variable and value."""
JOBS = {
    ("municipality", "subsidy", "half"):
        "d07.half_subsidy.municipalities.share d07.half_subsidy.municipalities.n",
    ("other_actor", "subsidy", "half"):
        "d07.half_subsidy.other_actors.share d07.half_subsidy.other_actors.n",
    ("all", "small_private", "yes"): "d07.company_size.share_under50",
    ("all", "smallest_of_small_private", "yes"): "d07.company_size.share_under10_of_those",
}  # fmt: skip
"""By arm, variable and value. Several items are parted by a blank."""
COMPOSITION = {
    ("age", "50_59"): ("d07.age50s.trial", "d07.age50s.national"),
    ("non_western", "yes"): ("d07.nonwestern.trial", "d07.nonwestern.national"),
    ("long_wait", "yes"): ("d07.wait18m.trial", "d07.wait18m.national"),
    ("sex", "woman"): ("d07.pop.women", "d07.pop.women"),
}
"""By variable and value: of the trial, and of the country."""
