using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>The role of a row's field.</summary>
internal enum JsonRole
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>Not read.</summary>
    None,

    /// <summary>The time stamp of the row.</summary>
    Time,

    /// <summary>The series that the row belongs to.</summary>
    Id,

    /// <summary>The class of the series.</summary>
    Class,

    /// <summary>A static covariate of the series.</summary>
    Static,
}

/// <summary>A field that lines have, with those nested in it.</summary>
/// <param name="path">Its name with those of the objects around it, by dots; empty for the line itself.</param>
internal sealed class JsonField(string path)
{
    private readonly List<(string Name, JsonField Field)> _children = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>Its name with those of the objects around it.</summary>
    public string Path => path;

    /// <summary>Its role.</summary>
    public JsonRole Role { get; init; }

    /// <summary>The column that it goes to, once it has had a value.</summary>
    public CollectedColumn? Column { get; init; }

    /// <summary>Its index among the static covariates.</summary>
    public int StaticIndex { get; init; }

    /// <summary>The line that it was met on last.</summary>
    public int Line { get; set; }

    /// <summary>The shape of its values: the same on every line.</summary>
    public JsonShape Shape { get; set; }

    /// <summary>Whether it is an object.</summary>
    public bool HasChildren => _children.Count > 0;

    /// <summary>
    /// The field nested in it that a property is. They mostly come in the same order on every line, so the next is tried first.
    /// </summary>
    /// <param name="property">The property.</param>
    /// <param name="make">Makes the field of a path where it was not met before.</param>
    public JsonField Child(JsonProperty property, Func<string, JsonField> make)
    {
        _next = _next < _children.Count ? _next : 0;
        if (_next < _children.Count && property.NameEquals(_children[_next].Name))
        {
            return _children[_next++].Field;
        }

        string name = property.Name;
        if (!_indices.TryGetValue(name, out int index))
        {
            index = _children.Count;
            _children.Add((name, make(path.Length == 0 ? name : $"{path}.{name}")));
            _indices.Add(name, index);
        }

        _next = index + 1;
        return _children[index].Field;
    }
}
