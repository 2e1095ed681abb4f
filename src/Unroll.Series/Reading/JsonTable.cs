using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Goes through JSON lines and their fields, nested ones by dots; every field is the same on every line.</summary>
/// <param name="lines">At the first line.</param>
internal abstract class JsonTable(JsonLines lines)
{
    private const int MostFields = 10_000;

    private readonly Dictionary<string, JsonField> _fields = new(StringComparer.Ordinal);

    /// <summary>The lines.</summary>
    protected JsonLines Lines => lines;

    /// <summary>The names of all fields so far, in the order of their appearance.</summary>
    protected IReadOnlyCollection<string> FieldNames => _fields.Keys;

    /// <summary>The fields of an object that are no objects themselves, at whatever depth.</summary>
    /// <param name="item">The object.</param>
    /// <param name="prefix">The names of the objects around it, each with a dot.</param>
    public static IEnumerable<(string Path, string Name, JsonElement Value)> Leaves(JsonElement item, string prefix = "") =>
        item.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.Object
            ? Leaves(property.Value, $"{prefix}{property.Name}.")
            : [($"{prefix}{property.Name}", property.Name, property.Value)]);

    /// <summary>Reads all lines.</summary>
    public abstract SeriesSet Read();

    /// <summary>Reads the line.</summary>
    protected void ReadLine() => lines.Read(line =>
    {
        ReadObject(line, "");
        return true;
    });

    /// <summary>Makes a field that was not met before.</summary>
    protected virtual JsonField Make(string path) => new(path);

    /// <summary>A field; null where no line had it so far.</summary>
    protected JsonField? Find(string path) => _fields.GetValueOrDefault(path);

    /// <summary>Refuses an object where a field must be something else.</summary>
    protected virtual void CheckObject(JsonField field, JsonElement value)
    {
    }

    /// <summary>Takes a value or an array, which is not null.</summary>
    protected abstract void Take(JsonField field, JsonElement value);

    /// <summary>A field that stands twice on the line.</summary>
    protected InputException Twice(string name) => new($"{lines.Place}: the field '{MessageFormatter.Of(name)}' stands twice: keep one.");

    /// <summary>Refuses a field that a line must have.</summary>
    protected InputException NoField(string name) =>
        new($"{lines.Path} has no field '{MessageFormatter.Of(name)}'.{MessageFormatter.DidYouMean(name, FieldNames)} Its fields are: "
            + $"{MessageFormatter.List(FieldNames)}.")
        { Column = name };

    /// <summary>Refuses a line that lacks a field.</summary>
    protected InputException Lacking(string message, string name) =>
        new(message + MessageFormatter.DidYouMean(name, FieldNames)) { Column = name };

    private void ReadObject(JsonElement item, string prefix)
    {
        foreach (JsonProperty property in item.EnumerateObject())
        {
            JsonField field = FindOrMake(prefix.Length == 0 ? property.Name : prefix + property.Name);
            field.Line = field.Line == lines.Line ? throw Twice(field.Path) : lines.Line;
            JsonElement value = property.Value;
            if (value.ValueKind == JsonValueKind.Object)
            {
                CheckObject(field, value);
            }

            if (field.Role != JsonRole.None)
            {
                CheckShape(field, value);
            }

            if (value.ValueKind == JsonValueKind.Object)
            {
                ReadObject(value, $"{field.Path}.");
            }
            else if (value.ValueKind != JsonValueKind.Null && field.Role != JsonRole.None)
            {
                Take(field, value);
            }
        }
    }

    private JsonField FindOrMake(string path)
    {
        if (!_fields.TryGetValue(path, out JsonField? field))
        {
            field = _fields.Count < MostFields
                ? Make(path)
                : throw new InputException(
                    $"{lines.Place}: more than {MostFields} different fields: expected the same fields on every line.");
            _fields.Add(path, field);
        }

        return field;
    }

    /// <summary>
    /// An object where there was a number makes other columns, and the number's column would be missing from there on without a word.
    /// </summary>
    private void CheckShape(JsonField field, JsonElement value)
    {
        JsonShape shape = ShapeOf(value);
        if (shape == JsonShape.Unknown || shape == field.Shape)
        {
            return;
        }

        field.Shape = field.Shape == JsonShape.Unknown ? shape : throw lines.Bad(
            value, field.Path,
                $"{NameOf(field.Shape)} as on the lines before (or null where it is missing): a field is the same on every line");
    }

    private static JsonShape ShapeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonShape.Unknown,
        JsonValueKind.Object => JsonShape.Object,
        JsonValueKind.Array when value.GetArrayLength() == 0 => JsonShape.Unknown,
        JsonValueKind.Array => value[0].ValueKind == JsonValueKind.Array ? JsonShape.Arrays : JsonShape.Array,
        _ => JsonShape.Single,
    };

    private static string NameOf(JsonShape shape) => shape switch
    {
        JsonShape.Single => "a single value",
        JsonShape.Array => "an array of values",
        JsonShape.Arrays => "an array of arrays",
        _ => "an object",
    };
}
