namespace Unroll.Tasks.Learning;

/// <summary>A section of a run's report: what it shows, not how. Unroll.Reports draws each kind.</summary>
/// <param name="Title">Its heading.</param>
public abstract record ReportSection(string Title)
{
    /// <summary>A sentence below the heading; null where there is nothing to say.</summary>
    public string? Note { get; init; }
}
