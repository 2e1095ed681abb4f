using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis;
using Unroll.Analysis.StateSpace;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The result of a structural model of several columns together.</summary>
internal static class JointStateSpaceResult
{
    /// <summary>The result of a fit.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="options">Settings.</param>
    public static AnalysisResult Of(IReadOnlyList<AnalysedColumn> columns, JointStructuralFit fit, StateSpaceAnalysisOptions options)
    {
        ForecastRows[] rows = options.Horizon == 0 ? []
            : [.. columns.Zip(fit.Forecast(options.Horizon), (column, forecast) => new ForecastRows(column, forecast))];
        IReadOnlyList<ComponentEstimate>[] components = [.. columns.Select((_, i) => fit.ComponentsOf(i))];
        return new AnalysisResult
        {
            MakeDocument = () => Document(columns, fit, options, components, rows),
            Summary =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options.Level} of {CountFormatter.Format(columns.Count, "columns")} together: log-likelihood "
                    + $"{fit.LogLikelihood:0.000} ({fit.LogLikelihoodAlone:0.000} of each by itself), AIC {fit.Aic:0.00}."),
                .. fit.Covariances.SelectMany(covariance => Correlations(columns, covariance)),
            ],
            Tables =
            [
                new TableSection(
                    "Parameters", [new("Parameter"), new("Estimate"), new("Standard error")],
                    [.. fit.Parameters.Select(parameter =>
                        (IReadOnlyList<object?>)[parameter.Name, parameter.Estimate, parameter.StandardError])]),
                .. rows.Zip(columns, (own, column) => own.Table with { Title = $"Forecast of {column.Column}" }),
            ],
            MakeCharts = () => [.. columns.Select((column, i) => Chart(column, components[i], rows.ElementAtOrDefault(i)))],
            File = [.. columns.SelectMany((column, i) => FileOf(column, components[i], rows.ElementAtOrDefault(i)).Skip(i == 0 ? 0 : 1))],
        };
    }

    private static ReportSection Chart(AnalysedColumn column, IReadOnlyList<ComponentEstimate> components, ForecastRows? rows)
    {
        ReportSection chart = StateSpaceAnalysis.Chart(column, components, rows);
        return chart with { Title = $"{chart.Title}: {column.Column}" };
    }

    /// <summary>The columns of the file of a column, by its name, behind the stamps.</summary>
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> FileOf(
        AnalysedColumn column, IReadOnlyList<ComponentEstimate> components, ForecastRows? rows)
    {
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> file = StateSpaceAnalysis.File(column, components);
        return (rows?.AppendTo(file) ?? file).Select((own, place) => place == 0 ? own
            : KeyValuePair.Create(place == 1 ? column.Column : $"{column.Column}_{own.Key}", own.Value));
    }

    private static IEnumerable<string> Correlations(IReadOnlyList<AnalysedColumn> columns, SeriesCovariance covariance)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (covariance.Correlation[i, j] is var correlation && double.IsFinite(correlation))
                {
                    yield return string.Create(
                        CultureInfo.InvariantCulture,
                        $"Correlation of the {covariance.Name} of {columns[j].Column} and {columns[i].Column}: {correlation:0.00}.");
                }
            }
        }
    }

    private static JsonObject Document(
        IReadOnlyList<AnalysedColumn> columns, JointStructuralFit fit, StateSpaceAnalysisOptions options,
        IReadOnlyList<ComponentEstimate>[] components, ForecastRows[] rows)
    {
        JsonObject parameters = [], covariances = [], values = [], parts = [], coming = [];
        foreach (ParameterEstimate parameter in fit.Parameters)
        {
            parameters[parameter.Name] = new JsonObject
            {
                ["estimate"] = AnalysisRun.Number(parameter.Estimate),
                ["standard_error"] = parameter.StandardError is { } error ? AnalysisRun.Number(error) : null,
            };
        }

        foreach (SeriesCovariance covariance in fit.Covariances)
        {
            covariances[covariance.Name] = new JsonObject
            {
                ["covariance"] = Rows(covariance.Covariance),
                ["correlation"] = Rows(covariance.Correlation),
            };
        }

        for (int i = 0; i < columns.Count; i++)
        {
            JsonObject own = [];
            StateSpaceAnalysis.AddTimes(own, components[i], rows.ElementAtOrDefault(i));
            string name = columns[i].Column;
            values[name] = columns[i].Values.Count(value => !double.IsNaN(value));
            parts[name] = own["components"]!.DeepClone();
            coming[name] = own["forecast"]?.DeepClone();
        }

        JsonObject document = new()
        {
            ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column.Column)]),
            ["values"] = values,
            ["model"] = options.Level,
            ["log_likelihood"] = AnalysisRun.Number(fit.LogLikelihood),
            ["log_likelihood_separate"] = AnalysisRun.Number(fit.LogLikelihoodAlone),
            ["aic"] = AnalysisRun.Number(fit.Aic),
            ["parameters"] = parameters,
            ["covariances"] = covariances,
            ["components"] = parts,
        };
        if (rows.Length > 0)
        {
            document["forecast"] = coming;
        }

        return document;
    }

    private static JsonArray Rows(double[,] matrix) => new([.. Enumerable.Range(0, matrix.GetLength(0)).Select(
        row => (JsonNode)AnalysisRun.Numbers(Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])))]);
}
