using System.Text.Json.Nodes;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The result of an analysis of a column: for people, for programs, as rows of a file and as sections of a report.</summary>
public sealed record AnalysisResult
{
    /// <summary>The maker of the document, which is made anew each time: that of a long series is large.</summary>
    public required Func<JsonObject> MakeDocument { get; init; }

    /// <summary>The document's fields.</summary>
    public JsonObject Document => MakeDocument();

    /// <summary>The findings, each a sentence.</summary>
    public required IReadOnlyList<string> Summary { get; init; }

    /// <summary>The numbers to show as tables. Default: none.</summary>
    public IReadOnlyList<TableSection> Tables { get; init; } = [];

    /// <summary>The maker of the charts, which are made anew each time: those of a long series are large. Default: none.</summary>
    public Func<IReadOnlyList<ReportSection>> MakeCharts { get; init; } = () => [];

    /// <summary>Charts, in their order.</summary>
    public IReadOnlyList<ReportSection> Charts => MakeCharts();

    /// <summary>Columns of the file, each with its name and texts.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> File { get; init; }

    /// <summary>The findings, a line each.</summary>
    public override string ToString() => string.Join('\n', Summary);
}
