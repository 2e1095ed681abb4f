using System.Security.Cryptography;
using System.Text;
using Unroll.Reports.Html;

namespace Unroll.Reports;

/// <summary>The source of Apache ECharts for a report: this assembly, or a CDN when the build could not embed it.</summary>
internal sealed class ChartLibrary
{
    /// <summary>The version, the same as in Assets/package.json.</summary>
    public const string Version = "6.1.0";

    /// <summary>Address of the same file on a CDN.</summary>
    public const string Address = $"https://cdn.jsdelivr.net/npm/echarts@{Version}/dist/echarts.common.min.js";

    /// <summary>SHA-384 of that file, which the browser checks before it runs it.</summary>
    public const string Integrity = "sha384-Eocxm0VcwHzkU/WL/hiZUvWxg2ISrOO+xcgznp2yXB0nAUIgQUk+GcTHQ+v62nj9";

    private ChartLibrary(Markup element, string policySource, bool isEmbedded)
    {
        Element = element;
        PolicySource = policySource;
        IsEmbedded = isEmbedded;
    }

    /// <summary>The library embedded by the build; null when it was built without.</summary>
    public static ChartLibrary? Embedded { get; } = Assets.Find("echarts.js") is { } script
        ? new(InlineScript(script, out string hash), hash, isEmbedded: true)
        : null;

    /// <summary>The library from a CDN.</summary>
    public static ChartLibrary Remote { get; } = new(
        Markup.Of($"<script src=\"{Address}\" integrity=\"{Integrity}\" crossorigin=\"anonymous\"></script>"),
        Address,
        isEmbedded: false);

    /// <summary>The embedded library if there is one, else the CDN's.</summary>
    public static ChartLibrary Preferred => Embedded ?? Remote;

    /// <summary>The script element that loads it.</summary>
    public Markup Element { get; }

    /// <summary>The source that the page's content security policy has to allow.</summary>
    public string PolicySource { get; }

    /// <summary>Whether a page with it needs no connection.</summary>
    public bool IsEmbedded { get; }

    /// <summary>A script element around a script, and the script's hash as a content security policy names it.</summary>
    /// <exception cref="InvalidOperationException">The script would end its element too early.</exception>
    public static Markup InlineScript(string script, out string policyHash)
    {
        // Line ends as the browser sees them: it hashes the script after reading \r\n as \n.
        string text = script.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (text.Contains("</script", StringComparison.OrdinalIgnoreCase) || text.Contains("<!--", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("A script of the report contains text that would end its element.");
        }

        policyHash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
        return new Markup($"<script>{text}</script>");
    }
}
