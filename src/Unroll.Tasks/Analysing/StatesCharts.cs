using System.Globalization;
using Unroll.Analysis.Markov;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>
/// Charts of hidden states: the columns with the states' means, their probabilities, transitions, and the choice of their number.
/// </summary>
internal static class StatesCharts
{
    public static IEnumerable<ReportSection> Of(FoundStates found)
    {
        AnalysedColumn first = found.Columns[0];
        int[] path = found.Fit.Path.States;
        yield return SeriesCharts.Over(
            "Series and states", first,
            [
                .. found.Columns.Select((column, k) => new SeriesPanel(
                    new ChartAxis(column.Column), [SeriesCharts.Given(column), Means(k)])),
                .. found.Count == 1 ? Array.Empty<SeriesPanel>() :
                [
                    new SeriesPanel(
                        new ChartAxis("probability") { Minimum = 0, Maximum = 1 },
                        [.. Enumerable.Range(0, found.Count).Select(State)]),
                ],
            ]);
        if (found.Count > 1)
        {
            yield return Transitions(found);
        }

        if (found.Fit.Trials.Count > 1)
        {
            StateCountTrial[] trials = [.. found.Fit.Trials.OrderBy(trial => trial.States)];
            yield return new SeriesSection(
                "Choice of the number of states", new ChartAxis("states") { IsWhole = true },
                [.. trials.Select(trial => (double)trial.States)],
                [
                    new SeriesPanel(
                        new ChartAxis("criterion"),
                        [
                            new SeriesLine("BIC", [.. trials.Select(trial => trial.Bic)]),
                            new SeriesLine("AIC", [.. trials.Select(trial => trial.Aic)]),
                        ]),
                ])
            { Note = "The least is the best." };
        }

        SeriesLine State(int state) => new($"state {state}", found.Fit.Posterior[state]);

        SeriesLine Means(int column)
        {
            double[] means = [.. Enumerable.Range(0, found.Count).Select(state => found.Mean(state, column))];
            return new SeriesLine("mean of the state", [.. path.Select(state => means[state])]) { Kind = SeriesLineKind.Steps };
        }
    }

    private static TableSection Transitions(FoundStates found)
    {
        double[,] transitions = found.Fit.Model.Chain.Transitions;
        return new TableSection(
            "Probability of the next state",
            [new("From"), .. Enumerable.Range(0, found.Count).Select(state => new TableColumn($"To {state}"))],
            [
                .. Enumerable.Range(0, found.Count).Select(from => (IReadOnlyList<object?>)
                [
                    from.ToString(CultureInfo.InvariantCulture),
                    .. Enumerable.Range(0, found.Count).Select(to => (object?)transitions[from, to]),
                ]),
            ]);
    }
}
