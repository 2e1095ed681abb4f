namespace Unroll.Reports.Tests;

/// <summary>A test of a page in a browser; skipped where none is installed, or where it would have to load the charts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string? _browser = Array.Find(
        ["chromium", "chromium-browser", "google-chrome", "chrome"], name => ExternalProgram.Find(name) is not null);

    /// <summary>Creates the attribute.</summary>
    /// <param name="charts">Whether the page has charts.</param>
    public BrowserFactAttribute(bool charts) => Skip =
        _browser is null ? "Neither Chromium nor Chrome is installed."
        : charts && !ReportWriter.IsSelfContained ? EmbeddedChartsFactAttribute.Reason
        : null;

    /// <summary>The browser.</summary>
    public static string Browser => _browser ?? throw new InvalidOperationException("There is no browser.");
}
