using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>An analysis of all columns of a source.</summary>
/// <param name="Title">Title of the analysis.</param>
/// <param name="Results">The results, in the order of the columns.</param>
/// <param name="Notes">Notes of the reading.</param>
public sealed record AnalysisRun(string Title, IReadOnlyList<ColumnResult> Results, IReadOnlyList<string> Notes)
{
    // Numbers of all charts of a page, about nine bytes each; a chart has a few even among hundreds.
    private const int MostNumbers = 400_000;
    private const int FewestNumbers = 4_000;

    /// <summary>Analyses the columns, some at the same time.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="source">The columns.</param>
    /// <param name="done">Told after each column how many are done; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">No column can be analysed; the message says why of the first.</exception>
    public static AnalysisRun Of(
        SeriesAnalysis analysis, AnalysisSource source, Action<int>? done = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(source);
        source = analysis.IsJoint ? source.Join() : source;
        ColumnResult[] results = new ColumnResult[source.Columns.Count];
        int count = 0;
        Workers.For(results.Length, i =>
        {
            AnalysedColumn column = source.Columns[i];
            try
            {
                results[i] = new ColumnResult(column, analysis.Analyse(column), null);
            }
            catch (InputException exception)
            {
                results[i] = new ColumnResult(column, null, exception.Message);
            }

            done?.Invoke(Interlocked.Increment(ref count));
        }, cancellationToken);
        return Array.TrueForAll(results, result => result.Result is null)
            ? throw new InputException($"{results[0].Column.Title}: {results[0].Problem}") { Column = results[0].Column.Column }
            : new AnalysisRun(analysis.Title, results, source.Notes);
    }

    /// <summary>
    /// The document: the fields of a single column, with its series and name; of several the same objects in <c>results</c>, of one that
    /// could not be analysed with the reason as <c>error</c>.
    /// </summary>
    public string ToJson() => JsonFormatter.Format(ToNode());

    /// <summary>Writes the document of <see cref="ToJson"/> to a stream, piece by piece.</summary>
    /// <param name="stream">The stream.</param>
    public void WriteJson(Stream stream) => JsonFormatter.Write(stream, ToNode());

    /// <summary>The table as a CSV file, with columns <c>series</c> and <c>column</c> before the others where there are several.</summary>
    public string ToCsv()
    {
        using StringWriter csv = new(CultureInfo.InvariantCulture);
        WriteCsv(csv);
        return csv.ToString();
    }

    /// <summary>Writes the table of <see cref="ToCsv"/> row by row.</summary>
    /// <param name="csv">Takes it.</param>
    public void WriteCsv(TextWriter csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        AnalysisResult[] found = [.. Results.Select(result => result.Result).OfType<AnalysisResult>()];
        string[] names = [.. found.SelectMany(result => result.File.Select(column => column.Key)).Distinct()];
        bool isSeveral = Results.Count > 1;
        csv.Write(string.Join(',', (isSeveral ? ["series", "column", .. names] : names).Select(CsvCellFormatter.Format)) + "\n");
        foreach (ColumnResult result in Results.Where(result => result.Result is not null))
        {
            IReadOnlyList<string>?[] columns =
                [.. names.Select(name => result.Result!.File.FirstOrDefault(column => column.Key == name).Value)];
            string before = isSeveral
                ? $"{CsvCellFormatter.Format(result.Column.Series)},{CsvCellFormatter.Format(result.Column.Column)}," : "";
            int rows = columns.Max(column => column?.Count ?? 0);
            for (int row = 0; row < rows; row++)
            {
                csv.Write(before);
                for (int i = 0; i < columns.Length; i++)
                {
                    csv.Write(i == 0 ? "" : ",");
                    csv.Write(CsvCellFormatter.Format(columns[i]?[row] ?? ""));
                }

                csv.Write('\n');
            }
        }
    }

    /// <summary>The sections of a report: what was found in each column, and its charts.</summary>
    public IReadOnlyList<ReportSection> Sections()
    {
        // They share what a page can hold.
        IReadOnlyList<ReportSection>[] charts = [.. Results.Select(result => result.Result?.Charts ?? [])];
        int budget = Math.Max(FewestNumbers, MostNumbers / Math.Max(1, charts.Sum(own => own.Count(chart => chart is SeriesSection))));
        return
        [
            .. Results.SelectMany((result, i) => result.Result is not { } found
                ? [new TextSection(result.Column.Title, result.Problem!)]
                : (IEnumerable<ReportSection>)
                [
                    new TextSection(result.Column.Title, string.Join('\n', found.Summary)),
                    .. found.Tables.Select(table => Titled(table, result)),
                    .. charts[i].Select(chart => Titled(chart is SeriesSection { Budget: var own } series
                        ? series with { Budget = Math.Min(own, budget) } : chart, result)),
                ]),
        ];
    }

    /// <summary>The findings in each column, or why it could not be analysed, behind the column's name.</summary>
    public override string ToString() =>
        string.Join('\n', Results.Select(result => $"{result.Column.Title}: {result.Result?.ToString() ?? result.Problem}"));

    /// <summary>A number as files hold it; nothing where it is none.</summary>
    internal static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>A number of a document; null where it is none.</summary>
    internal static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Numbers of a document.</summary>
    internal static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    private ReportSection Titled(ReportSection section, ColumnResult result) =>
        Results.Count == 1 ? section : section with { Title = $"{section.Title}: {result.Column.Title}" };

    private JsonObject ToNode() =>
        Results.Count == 1 ? Document(Results[0]) : new JsonObject { ["results"] = new JsonArray([.. Results.Select(Document)]) };

    private static JsonObject Document(ColumnResult result)
    {
        JsonObject document = result.Result?.Document ?? new JsonObject { ["error"] = result.Problem };
        document.Insert(0, "series", result.Column.Series);
        document.Insert(1, "column", result.Column.Column);
        return document;
    }
}
