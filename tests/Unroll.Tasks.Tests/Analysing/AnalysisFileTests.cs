using System.Globalization;
using Unroll.Formats;
using Unroll.Tasks.Analysing;

namespace Unroll.Tasks.Tests.Analysing;

/// <summary>The CSV file of an analysis.</summary>
public sealed class AnalysisFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_that_a_spreadsheet_would_run_stay_texts()
    {
        string[] ids = ["=cmd|calc!A1", "+1+1", "@sum", "plain, \"quoted\""];
        IEnumerable<string> rows = ids.SelectMany(id => Enumerable.Range(0, 40).Select(day => string.Create(
            CultureInfo.InvariantCulture,
            $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{day % 7}\n")));
        string path = _folder.Write("sales.csv", "date,id,\"=1+1\"\n" + string.Concat(rows));
        AnalysisSource source = AnalysisSource.Read(path, new AnalysisSourceOptions { IdColumns = ["id"] });
        using StringWriter csv = new();
        AnalysisRun.Of(new TrendAnalysis(new TrendAnalysisOptions()), source).WriteCsv(csv);

        string[] lines = csv.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + (4 * 40), lines.Length);
        Assert.All(lines.Skip(1), line => Assert.Contains(ids, id => line.StartsWith(
            $"{CsvCellFormatter.Format(id)},'=1+1,2024-", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line[0] is '=' or '+' or '-' or '@');
    }
}
