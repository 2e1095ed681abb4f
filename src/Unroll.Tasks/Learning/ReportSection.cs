namespace Unroll.Tasks.Learning;

/// <summary>A section of a run's report: its content, without layout. Unroll.Reports draws each kind.</summary>
/// <param name="Title">Its heading.</param>
public abstract record ReportSection(string Title)
{
    /// <summary>A sentence below the heading; null for none.</summary>
    public string? Note { get; init; }
}
