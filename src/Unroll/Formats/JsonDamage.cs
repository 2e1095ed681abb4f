using System.Text.Json;

namespace Unroll.Formats;

/// <summary>The exceptions that the reading of saved JSON ends with where the JSON has not the shape that was written.</summary>
public static class JsonDamage
{
    /// <summary>
    /// Whether an exception tells of JSON of another shape: no JSON, a missing property, a value of another kind, a list of another length.
    /// Readers of what this library wrote take the shape for granted, and their caller tells the file; whatever a user writes is read by
    /// <c>ConfigurationNode</c>, which tells the place.
    /// </summary>
    /// <param name="exception">The exception of a reader.</param>
    public static bool Causes(Exception exception) => exception is JsonException or InvalidOperationException or NullReferenceException
        or FormatException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException;
}
