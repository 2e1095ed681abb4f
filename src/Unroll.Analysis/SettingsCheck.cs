using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis;

/// <summary>The check of settings that were given in code, by the ranges that the catalogue has for recipes.</summary>
internal static class SettingsCheck
{
    /// <summary>
    /// Refuses settings that are no numbers, or too small: those above what recipes may have are a matter of memory, which code may know
    /// better. A user's own model that is not registered checks its own.
    /// </summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="block">The model.</param>
    /// <exception cref="InputException">A setting is out of its range.</exception>
    public static void Require<T>(BlockCatalogue<T> catalogue, T block)
        where T : class
    {
        if (catalogue.EntryOf(block) is not null && catalogue.Write(block) is JsonObject settings && HasLowNumber(settings))
        {
            catalogue.Create(settings);
        }
    }

    private static bool HasLowNumber(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Any(field => HasLowNumber(field.Value)),
        JsonArray items => items.Any(HasLowNumber),
        JsonValue value when value.TryGetValue(out int whole) => whole <= 0,
        JsonValue value when value.TryGetValue(out double number) => !(number > 0),
        _ => false,
    };
}
