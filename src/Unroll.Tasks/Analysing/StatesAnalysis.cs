using System.Globalization;
using Unroll.Analysis.Markov;

namespace Unroll.Tasks.Analysing;

/// <summary>The hidden states that a column, or several together, went through: a hidden Markov model.</summary>
/// <param name="options">Settings.</param>
public sealed class StatesAnalysis(StatesAnalysisOptions options) : SeriesAnalysis
{
    /// <inheritdoc/>
    public override string Title => "States";

    /// <inheritdoc/>
    public override bool IsJoint => options.IsJoint;

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        IReadOnlyList<AnalysedColumn> columns = column.Together.Count > 0 ? column.Together : [column];
        double[] symbols = options.Emissions == EmissionKind.Discrete ? Symbols(column.Values) : [];
        double[][] observations = symbols.Length == 0 ? [.. columns.Select(other => other.Values)]
            : [[.. column.Values.Select(value => double.IsNaN(value) ? value : Array.BinarySearch(symbols, value))]];
        HiddenMarkovFit fit = HiddenMarkovSearch.Fit(observations, new HiddenMarkovOptions
        {
            States = options.States,
            MaxStates = options.MaxStates,
            Criterion = options.Criterion,
            Emissions = options.Emissions,
        });
        FoundStates found = new(fit, columns, symbols);
        int count = found.Count;
        List<string> notes = [];
        if (fit.Trials.Count > 1 && count == options.MaxStates)
        {
            notes.Add($"The most states that were tried are the best: more may be better still, for example --max-states {2 * count}.");
        }

        if (fit.TrialRows < column.Values.Length)
        {
            notes.Add(
                $"{(options.States is null ? "The number of states was chosen" : "The start was found")} by "
                + $"{CountFormatter.Format(fit.TrialRows, "rows")} in twenty stretches; all rows then estimated the model.");
        }

        if (!fit.IsConverged)
        {
            notes.Add($"The likelihood still rose after {fit.Iterations} iterations.");
        }

        return new AnalysisResult
        {
            MakeDocument = () => StatesDocument.Of(found, options, notes),
            Summary =
            [
                count == 1 ? "One state: the values show no change between several."
                    : $"{count} states{(options.States is null ? $", chosen by {NameOf(options.Criterion).ToUpperInvariant()}" : "")}.",
                .. Enumerable.Range(0, count).Select(found.Describe),
                string.Create(CultureInfo.InvariantCulture, $"Log-likelihood {fit.LogLikelihood:0.000}, BIC {fit.Bic:0.00}."),
                .. notes,
            ],
            Tables = [found.Table()],
            MakeCharts = () => [.. StatesCharts.Of(found)],
            File =
            [
                TextColumn.Stamps(column),
                .. columns.Select(other => TextColumn.Of(columns.Count == 1 ? "value" : other.Column, other.Values)),
                TextColumn.Of(
                    "state", fit.Path.States.Length, row => fit.Path.States[row].ToString(CultureInfo.InvariantCulture)),
                .. Enumerable.Range(0, count).Select(state => TextColumn.Of($"probability_{state}", fit.Posterior[state])),
            ],
        };
    }

    /// <summary>The name of a criterion, as options spell it.</summary>
    /// <param name="criterion">The criterion.</param>
    public static string NameOf(StateCriterion criterion) => criterion == StateCriterion.Aic ? "aic" : "bic";

    /// <summary>The name of a distribution, as options spell it.</summary>
    /// <param name="emissions">The distribution.</param>
    public static string NameOf(EmissionKind emissions) => emissions switch
    {
        EmissionKind.GaussianMixture => "gaussian-mixture",
        EmissionKind.Discrete => "discrete",
        _ => "gaussian",
    };

    /// <summary>The different values of a column in order, which are its symbols.</summary>
    private static double[] Symbols(double[] values) => [.. values.Where(value => !double.IsNaN(value)).Distinct().Order()];
}
