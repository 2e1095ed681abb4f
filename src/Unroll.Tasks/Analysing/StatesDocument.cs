using System.Text.Json.Nodes;
using Unroll.Analysis.Markov;

namespace Unroll.Tasks.Analysing;

/// <summary>The document of hidden states.</summary>
internal static class StatesDocument
{
    public static JsonObject Of(FoundStates found, StatesAnalysisOptions options, IReadOnlyList<string> notes)
    {
        HiddenMarkovFit fit = found.Fit;
        int count = found.Count;
        return new JsonObject
        {
            ["values"] = found.Columns[0].Values.Count(value => !double.IsNaN(value)),
            ["emissions"] = StatesAnalysis.NameOf(options.Emissions),
            ["state_count"] = count,
            ["criterion"] = options.States is null ? StatesAnalysis.NameOf(options.Criterion) : null,
            ["log_likelihood"] = AnalysisRun.Number(fit.LogLikelihood),
            ["aic"] = AnalysisRun.Number(fit.Aic),
            ["bic"] = AnalysisRun.Number(fit.Bic),
            ["iterations"] = fit.Iterations,
            ["converged"] = fit.IsConverged,
            ["trials"] = new JsonArray([.. fit.Trials.Select(trial => (JsonNode)new JsonObject
            {
                ["states"] = trial.States,
                ["log_likelihood"] = AnalysisRun.Number(trial.LogLikelihood),
                ["aic"] = AnalysisRun.Number(trial.Aic),
                ["bic"] = AnalysisRun.Number(trial.Bic),
            })]),
            ["states"] = new JsonArray([.. Enumerable.Range(0, count).Select(state => (JsonNode)State(found, state))]),
            ["initial"] = AnalysisRun.Numbers(fit.Model.Chain.Initial),
            ["transitions"] = new JsonArray([.. Enumerable.Range(0, count).Select(from => (JsonNode)AnalysisRun.Numbers(
                Enumerable.Range(0, count).Select(to => fit.Model.Chain.Transitions[from, to])))]),
            ["path"] = new JsonArray([.. fit.Path.States.Select(state => JsonValue.Create(state))]),
            ["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]),
        };
    }

    private static JsonObject State(FoundStates found, int state)
    {
        JsonObject document = new()
        {
            ["state"] = state,
            ["mean"] = OfColumns(found, k => found.Mean(state, k)),
            ["standard_deviation"] = OfColumns(found, k => found.StandardDeviation(state, k)),
            ["duration"] = AnalysisRun.Number(found.Fit.Model.Chain.Durations[state]),
            ["visits"] = found.Visits(state),
            ["share"] = AnalysisRun.Number(found.Share(state)),
        };
        switch (found.Fit.Model.Emissions)
        {
            case DiscreteEmissions discrete:
                document["symbols"] = new JsonArray([.. found.Symbols.Select((value, symbol) => (JsonNode)new JsonObject
                {
                    ["value"] = AnalysisRun.Number(value),
                    ["probability"] = AnalysisRun.Number(discrete.SymbolProbabilities[state, symbol]),
                })]);
                break;
            case GaussianEmissions gaussian when found.Columns.Count > 1:
                document["covariance"] = new JsonArray([.. Enumerable.Range(0, found.Columns.Count).Select(row => (JsonNode)
                    AnalysisRun.Numbers(Enumerable.Range(0, found.Columns.Count).Select(k => gaussian.Covariances[state][row, k])))]);
                break;
            case GaussianMixtureEmissions mixture:
                int each = mixture.Weights.GetLength(1);
                document["components"] = new JsonArray([.. Enumerable.Range(0, each).Select(part => (JsonNode)new JsonObject
                {
                    ["weight"] = AnalysisRun.Number(mixture.Weights[state, part]),
                    ["mean"] = OfColumns(found, k => mixture.Components.Means[(state * each) + part][k]),
                    ["standard_deviation"] = OfColumns(found, k => mixture.Components.StandardDeviation((state * each) + part)[k]),
                })]);
                break;
        }

        return document;
    }

    /// <summary>A number, or of several columns one of each by its name.</summary>
    private static JsonNode? OfColumns(FoundStates found, Func<int, double> of)
    {
        if (found.Columns.Count == 1)
        {
            return AnalysisRun.Number(of(0));
        }

        JsonObject document = [];
        for (int k = 0; k < found.Columns.Count; k++)
        {
            document[found.Columns[k].Column] = AnalysisRun.Number(of(k));
        }

        return document;
    }
}
