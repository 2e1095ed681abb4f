using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.StateSpace;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The result of a state space analysis by draws of the posterior.</summary>
internal static class PosteriorResult
{
    /// <summary>Fewer independent draws than these are too few to trust a mean.</summary>
    private const double FewDraws = 50;

    public static AnalysisResult Of(AnalysedColumn column, StructuralPosterior posterior, StateSpaceAnalysisOptions options)
    {
        ForecastRows? rows = options.Horizon > 0 ? new(column, posterior.Forecast(options.Horizon)) : null;
        PosteriorEstimate[] all = [.. posterior.Parameters, .. posterior.Coefficients];
        PosteriorEstimate slowest = all.MinBy(estimate => estimate.EffectiveDraws)!;
        PosteriorEstimate[] counting = [.. posterior.Coefficients.Where(estimate => estimate.InclusionProbability > 0.5)];
        List<string> notes = [];
        if (slowest.EffectiveDraws < FewDraws)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The draws of {slowest.Name} hang together and say as much as {slowest.EffectiveDraws:0} independent ones: ")
                + $"take more, for example --draws {5 * options.Draws}.");
        }

        return new AnalysisResult
        {
            MakeDocument = Document,
            Summary =
            [
                $"{options.Level}: {CountFormatter.Format(posterior.DrawCount, "draws")} of the posterior.",
                .. posterior.Coefficients.Count == 0 ? Array.Empty<string>()
                    : [counting.Length == 0 ? "No regressor counts with a probability above 0.5."
                        : $"More likely than not these count: {string.Join(", ", counting.Select(estimate => estimate.Name))}."],
                .. notes,
            ],
            Tables =
            [
                new TableSection(
                    "Posterior",
                    [
                        new("Parameter"), new("Mean"), new("Standard deviation"), new("2.5 %"), new("97.5 %"), new("Independent draws"),
                        .. posterior.Coefficients.Count == 0 ? Array.Empty<TableColumn>() : [new("Probability of counting")],
                    ],
                    [
                        .. all.Select(estimate => (IReadOnlyList<object?>)
                        [
                            estimate.Name, estimate.Mean, estimate.StandardDeviation, estimate.Lower, estimate.Upper,
                            estimate.EffectiveDraws,
                            .. posterior.Coefficients.Count == 0 ? Array.Empty<object?>() : [estimate.InclusionProbability],
                        ]),
                    ]),
                .. rows is null ? Array.Empty<TableSection>() : [rows.Table],
            ],
            MakeCharts = () => [StateSpaceAnalysis.Chart(column, posterior.Components, rows)],
            File = rows?.AppendTo(StateSpaceAnalysis.File(column, posterior.Components))
                ?? StateSpaceAnalysis.File(column, posterior.Components),
        };

        JsonObject Document()
        {
            JsonObject document = new()
            {
                ["values"] = column.Values.Count(value => !double.IsNaN(value)),
                ["model"] = options.Level,
                ["start"] = options.Start == DiffuseStart.Exact ? "exact" : "approximate",
                ["draws"] = posterior.DrawCount,
                ["parameters"] = Estimates(posterior.Parameters),
                ["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]),
            };
            if (posterior.Coefficients.Count > 0)
            {
                document["coefficients"] = Estimates(posterior.Coefficients);
            }

            StateSpaceAnalysis.AddTimes(document, posterior.Components, rows);
            return document;
        }
    }

    private static JsonObject Estimates(IReadOnlyList<PosteriorEstimate> estimates)
    {
        JsonObject document = [];
        foreach (PosteriorEstimate estimate in estimates)
        {
            JsonObject own = new()
            {
                ["estimate"] = AnalysisRun.Number(estimate.Mean),
                ["standard_error"] = AnalysisRun.Number(estimate.StandardDeviation),
                ["lower"] = AnalysisRun.Number(estimate.Lower),
                ["upper"] = AnalysisRun.Number(estimate.Upper),
                ["effective_draws"] = AnalysisRun.Number(estimate.EffectiveDraws),
            };
            if (estimate.InclusionProbability is { } probability)
            {
                own["inclusion_probability"] = AnalysisRun.Number(probability);
            }

            document[estimate.Name] = own;
        }

        return document;
    }
}
