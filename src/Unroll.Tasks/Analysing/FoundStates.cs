using System.Globalization;
using Unroll.Analysis.Markov;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The states of a hidden Markov model with the columns that they were found in.</summary>
/// <param name="Fit">The fitted model.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Symbols">The values that symbols stand for; none where values are no symbols.</param>
internal sealed record FoundStates(HiddenMarkovFit Fit, IReadOnlyList<AnalysedColumn> Columns, double[] Symbols)
{
    /// <summary>The number of states.</summary>
    public int Count => Fit.Model.StateCount;

    /// <summary>The share of rows of the path in a state.</summary>
    public double Share(int state) => Fit.Path.States.Count(at => at == state) / (double)Fit.Path.States.Length;

    /// <summary>The number of times that the path comes into a state.</summary>
    public int Visits(int state) =>
        Fit.Path.States.Where((at, row) => at == state && (row == 0 || Fit.Path.States[row - 1] != state)).Count();

    /// <summary>The mean of a column in a state.</summary>
    public double Mean(int state, int column) => Symbols.Length == 0 ? Fit.Model.Emissions.Mean(state)[column]
        : Moment(state, value => value);

    /// <summary>The standard deviation of a column in a state.</summary>
    public double StandardDeviation(int state, int column)
    {
        double mean = Mean(state, column);
        return Symbols.Length == 0 ? Fit.Model.Emissions.StandardDeviation(state)[column]
            : Math.Sqrt(Moment(state, value => (value - mean) * (value - mean)));
    }

    /// <summary>A state in a sentence.</summary>
    public string Describe(int state)
    {
        IEnumerable<string> means = Enumerable.Range(0, Columns.Count).Select(k => string.Create(
            CultureInfo.InvariantCulture,
            $"{(Columns.Count == 1 ? "mean" : Columns[k].Column)} {Mean(state, k):G5} ± {StandardDeviation(state, k):G4}"));
        double duration = Fit.Model.Chain.Durations[state];
        string stays = double.IsFinite(duration)
            ? string.Create(CultureInfo.InvariantCulture, $"lasts {duration:0.#} rows") : "is never left";
        return string.Create(
            CultureInfo.InvariantCulture, $"State {state}: {string.Join(", ", means)}; {stays}, {Share(state):0.0%} of the time.");
    }

    /// <summary>The states, a row each.</summary>
    public TableSection Table() => new(
        "States",
        [
            new("State"),
            .. Columns.SelectMany(column => new TableColumn[]
            {
                new(Columns.Count == 1 ? "Mean" : $"{column.Column}: mean"),
                new(Columns.Count == 1 ? "Standard deviation" : $"{column.Column}: standard deviation"),
            }),
            new("Rows a visit"), new("Visits"), new("Share of the rows"),
        ],
        [
            .. Enumerable.Range(0, Count).Select(state => (IReadOnlyList<object?>)
            [
                state.ToString(CultureInfo.InvariantCulture),
                .. Enumerable.Range(0, Columns.Count).SelectMany(k => new object?[] { Mean(state, k), StandardDeviation(state, k) }),
                Fit.Model.Chain.Durations[state] is var duration && double.IsFinite(duration) ? duration : null,
                Visits(state), Share(state),
            ]),
        ]);

    private double Moment(int state, Func<double, double> of)
    {
        double[,] probabilities = ((DiscreteEmissions)Fit.Model.Emissions).SymbolProbabilities;
        return Symbols.Select((value, symbol) => probabilities[state, symbol] * of(value)).Sum();
    }
}
