"""Cross-validation by whole conflicts: every case predicted by what was learnt from other conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.analysis.history.plain import plain
from sim.analysis.history.prediction import checked
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.folds import FOLDS, folds
from sim.analysis.history.scoring.peers import PEERS, Predictor, Rule, kaplan_meier_constant
from sim.analysis.history.scoring.resampling import CONFIDENCE, RESAMPLES, Resampled, resampled
from sim.analysis.history.scoring.scores import SCORES
from sim.scenario.errors import InputError

#: Name of the Kaplan-Meier curve of all cases, the ones predicted included: beside a constant learnt from other
#: folds, which a fold of lasting ceasefires makes low and so ranks cases backwards, it is the fair flat line.
FLAT = "Kaplan-Meier of all cases"
#: Longest stand of a truce that died at once, days.
ONE_DAY = 1.0


@dataclass(frozen=True)
class Unfitted:
    """A predictor that learns nothing from the cases: a rule from facts to predictions, asked once for all cases."""

    rule: Rule

    def __call__(self, cases: Cases) -> Rule:
        """The rule, whatever the cases."""
        return self.rule


@dataclass(frozen=True)
class CrossValidation:
    """Out-of-fold predictions of several predictors on the same folds.

    Attributes
    ----------
    cases : all of them.
    folds : the fold of each scored case, a column a split, by id.
    predictions : by name of the predictor, a prediction for each split, of all scored cases.
    """

    cases: Cases
    folds: pd.DataFrame
    predictions: Mapping[str, Sequence[pd.DataFrame]]

    def mean(self, name: str) -> pd.DataFrame:
        """A predictor's out-of-fold predictions, averaged over the splits (for figures; scores take them apart)."""
        found = self.predictions[name]
        return sum(found[1:], start=found[0]) / len(found)

    def resampled(self, ids: pd.Index | None = None, resamples: int = RESAMPLES, seed: int = 0) -> Resampled:
        """Scores on resampled conflicts, averaged over splits, of all predictors on the same resamples.

        Parameters
        ----------
        ids : the cases to score; all with an outcome if not given.
        resamples, seed : as in ``resampling.resampled``.
        """
        outcomes = self.cases.known
        return resampled(
            self.predictions, outcomes if ids is None else outcomes.loc[ids], resamples=resamples, seed=seed
        )

    def scores(
        self, resamples: int = RESAMPLES, seed: int = 0, confidence: float = CONFIDENCE
    ) -> pd.DataFrame:
        """Every predictor's scores on all cases and on each of ``subsets``.

        Returns
        -------
        DataFrame
            A row for each subset, predictor and score: ``subset``, ``n``, ``events``, ``predictor``, ``score``,
            ``value`` (mean over splits, None where not defined), its interval ``low`` and ``high`` over resampled
            conflicts, ``lowest`` and ``highest`` over the splits, and ``reason`` where something is not defined.
        """
        rows = []
        for subset, ids in subsets(self.cases).items():
            outcomes = self.cases.known.loc[ids]
            if outcomes.empty:
                continue
            size = {"subset": subset, "n": len(outcomes), "events": int(outcomes["event"].sum())}
            found = self.resampled(ids, resamples, seed)
            apart = [
                resampled({name: given[split] for name, given in self.predictions.items()}, outcomes, 1, seed)
                for split in range(self.folds.shape[1])
            ]
            for name in self.predictions:
                for score in SCORES:
                    value = found.value(name, score)
                    interval = found.interval(name, score, confidence)
                    each = [v for one in apart if (v := one.value(name, score)) is not None]
                    rows.append(
                        size
                        | {
                            "predictor": name,
                            "score": score,
                            "value": value,
                            "low": interval.low,
                            "high": interval.high,
                            "lowest": min(each, default=None),
                            "highest": max(each, default=None),
                            "reason": "not defined on these cases" if value is None else interval.reason,
                        }
                    )
        return plain(pd.DataFrame(rows))

    def differences(
        self, first: str, resamples: int = RESAMPLES, seed: int = 0, confidence: float = CONFIDENCE
    ) -> pd.DataFrame:
        """One predictor's scores less every other's, on the same resamples of conflicts.

        Returns
        -------
        DataFrame
            A row for each subset, other predictor and score: ``subset``, ``n``, ``against``, ``score``,
            ``difference``, ``low``, ``high``. Below zero is better for Brier scores, above zero for the others.
        """
        rows = []
        for subset, ids in subsets(self.cases).items():
            if not len(ids):
                continue
            found = self.resampled(ids, resamples, seed)
            for other in (name for name in self.predictions if name != first):
                for score in SCORES:
                    value, interval = found.difference(first, other, score, confidence)
                    rows.append(
                        {
                            "subset": subset,
                            "n": len(ids),
                            "against": other,
                            "score": score,
                            "difference": value,
                            "low": interval.low,
                            "high": interval.high,
                        }
                    )
        return plain(pd.DataFrame(rows))


def cross_validate(
    predictors: Mapping[str, Predictor],
    cases: Cases,
    count: int = FOLDS,
    splits: Sequence[int] = (0, 1),
    seed: int = 0,
    peers: bool = True,
) -> CrossValidation:
    """Predict every case from other conflicts.

    Parameters
    ----------
    predictors : by name; each is shown only the cases of the other folds, with their outcomes, and then only the
        facts of the fold's own.
    cases : cases without outcome are left out.
    count, splits, seed : of the folds, as in ``folds.folds``.
    peers : whether the ``PEERS`` are fitted on the same folds and, with the ``FLAT`` line, stand beside the
        predictors.

    Raises
    ------
    InputError
        No outcomes, too few conflicts for the folds, a predictor called as a peer is, or a prediction that is not
        possible.
    """
    scored = cases.only(cases.known.index)
    table = pd.DataFrame({split: folds(scored.known["conflict"], count, split, seed) for split in splits})
    beside: dict[str, Predictor] = {FLAT: Unfitted(kaplan_meier_constant(scored)), **PEERS} if peers else {}
    if taken := sorted(set(predictors) & set(beside)):
        raise InputError("a predictor has the name of a peer", value=taken[0], allowed="any other name")
    chosen: dict[str, Predictor] = {**predictors, **beside}
    predictions: dict[str, list[pd.DataFrame]] = {}
    for name, predictor in chosen.items():
        if isinstance(predictor, Unfitted):
            predictions[name] = [checked(predictor.rule(scored.facts.copy()), scored.ids)] * len(splits)
        else:
            predictions[name] = [_out_of_fold(predictor, scored, table[split]) for split in splits]
    return CrossValidation(scored, table, predictions)


def subsets(cases: Cases) -> dict[str, pd.Index]:
    """Ids of the cases with an outcome, in all and in parts that are reported beside the whole.

    The last part is chosen by outcome, so it tells what the one-day truces contribute and is no test of its own.
    """
    outcomes = cases.known
    labels, facts = cases.labels.loc[outcomes.index], cases.facts.loc[outcomes.index]
    return {
        "all cases": outcomes.index,
        "core set": outcomes.index[labels["set"] == "core"],
        "between states": outcomes.index[facts["interstate"] == 1],
        "without one-day truces": outcomes.index[outcomes["days"] > ONE_DAY],
    }


def _out_of_fold(predictor: Predictor, cases: Cases, fold: pd.Series) -> pd.DataFrame:
    parts = []
    for number in sorted(fold.unique()):
        inside = fold.index[fold == number]
        rule = predictor(cases.only(fold.index[fold != number]))
        parts.append(checked(rule(cases.facts.loc[inside].copy()), inside))
    return pd.concat(parts).loc[cases.ids]
