using System.Globalization;
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
        double[] times = first.Axis.Times;
        ChartAxis across = new("time", first.Axis.Unit);
        for (int k = 0; k < found.Columns.Count; k++)
        {
            AnalysedColumn column = found.Columns[k];
            double[] means = [.. Enumerable.Range(0, found.Count).Select(state => found.Mean(state, k))];
            (double[] x, double[] y) = Steps(times, [.. found.Fit.Path.States.Select(state => means[state])]);
            yield return new LineSection(
                found.Columns.Count == 1 ? "Series and states" : $"{column.Column} and states", across, new ChartAxis(column.Column),
                [ThinLine.Of(column.Column, times, column.Values), ThinLine.Of("mean of the state", x, y)])
            { IsColoured = true };
        }

        if (found.Count > 1)
        {
            yield return new LineSection(
                "Probability of each state", across, new ChartAxis("probability") { Minimum = 0, Maximum = 1 },
                [.. Enumerable.Range(0, found.Count).Select(state => ThinLine.Of($"state {state}", times, found.Fit.Posterior[state]))])
            { IsColoured = true };
            yield return Transitions(found);
        }

        if (found.Fit.Trials.Count > 1)
        {
            double[] counts = [.. found.Fit.Trials.Select(trial => (double)trial.States)];
            yield return new LineSection(
                "Choice of the number of states", new ChartAxis("states") { IsWhole = true }, new ChartAxis("criterion"),
                [
                    new ChartLine("BIC", counts, [.. found.Fit.Trials.Select(trial => trial.Bic)]),
                    new ChartLine("AIC", counts, [.. found.Fit.Trials.Select(trial => trial.Aic)]),
                ])
            { Note = "The least is the best." };
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

    /// <summary>A line that keeps its height up to where it changes.</summary>
    private static (double[] X, double[] Y) Steps(double[] times, double[] heights)
    {
        List<double> x = [], y = [];
        for (int row = 0; row < times.Length; row++)
        {
            bool begins = row == 0 || heights[row] != heights[row - 1], ends = row == times.Length - 1 || heights[row] != heights[row + 1];
            if (begins && row > 0)
            {
                x.Add(times[row]);
                y.Add(heights[row - 1]);
            }

            if (begins || ends)
            {
                x.Add(times[row]);
                y.Add(heights[row]);
            }
        }

        return ([.. x], [.. y]);
    }
}
