namespace Unroll.Reports;

/// <summary>The files that are embedded in this assembly.</summary>
internal static class Assets
{
    /// <summary>The frame of every page, with places to fill: what stands around a task's own sections.</summary>
    public static string Page => Read("report.html");

    /// <summary>The page's style sheet.</summary>
    public static string Style => Read("report.css");

    /// <summary>The page's own script.</summary>
    public static string Script => string.Concat(ScriptNames.Select(Read));

    /// <summary>The files of the page's own script, in the order in which they need each other.</summary>
    public static IReadOnlyList<string> ScriptNames { get; } = ["theme.js", "charts.js", "report.js"];

    /// <summary>The text of an embedded file.</summary>
    /// <exception cref="InvalidOperationException">It is not embedded.</exception>
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"{name} is not embedded in {typeof(Assets).Assembly.GetName().Name}.");

    /// <summary>The text of an embedded file; null when it is not embedded.</summary>
    public static string? Find(string name)
    {
        using Stream? stream = typeof(Assets).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
