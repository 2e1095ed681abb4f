namespace Unroll.Catalogue;

/// <summary>
/// The declaration of a section whose object is a record: each setting once, with how it is read from the record and set in it. Defaults
/// are those of the record itself.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="defaults">The record with the defaults of all settings.</param>
/// <example>
/// <code>
/// Section&lt;Options&gt; section = new SectionBuilder&lt;Options&gt;(new Options())
///     .Add("epochs", Kind.Integer(1), options => options.Epochs, (options, value) => options with { Epochs = value }, "The most epochs.")
///     .Build();
/// </code>
/// </example>
public sealed class SectionBuilder<T>(T defaults)
    where T : notnull
{
    private readonly List<Setting> _settings = [];
    private readonly List<Func<T, SettingValues, T>> _setters = [];

    /// <summary>Adds a setting.</summary>
    /// <typeparam name="TValue">The type of its values.</typeparam>
    /// <param name="name">Its name, in kebab case.</param>
    /// <param name="kind">Its kind of values.</param>
    /// <param name="get">Reads it from the record.</param>
    /// <param name="set">Gives the record with a value of it.</param>
    /// <param name="help">What it is for, in one line.</param>
    /// <param name="note">Its default in words, where it is no fixed value; else null.</param>
    /// <param name="example">An example of it as YAML; null for its name alone.</param>
    /// <param name="isRequired">Whether it has to be given.</param>
    /// <returns>The builder itself.</returns>
    public SectionBuilder<T> Add<TValue>(
        string name, ValueKind<TValue> kind, Func<T, TValue> get, Func<T, TValue, T> set, string help, string? note = null,
        string? example = null, bool isRequired = false)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        Setting<T, TValue> setting = new(name, kind, get, help)
        {
            DefaultValue = isRequired ? default! : get(defaults),
            DefaultNote = note,
            IsRequired = isRequired,
            Example = example!,
        };
        _settings.Add(setting);
        _setters.Add((made, values) => values.IsGiven(setting) ? set(made, values.Get(setting)) : made);
        return this;
    }

    /// <summary>Adds a setting that may be absent.</summary>
    /// <typeparam name="TValue">The type of its values.</typeparam>
    /// <param name="name">Its name, in kebab case.</param>
    /// <param name="kind">Its kind of values.</param>
    /// <param name="get">Reads it from the record.</param>
    /// <param name="set">Gives the record with a value of it.</param>
    /// <param name="help">What it is for, in one line.</param>
    /// <param name="note">What its absence means, in words; null for nothing.</param>
    /// <returns>The builder itself.</returns>
    public SectionBuilder<T> AddOptional<TValue>(
        string name, ValueKind<TValue> kind, Func<T, TValue?> get, Func<T, TValue?, T> set, string help, string? note = null)
        where TValue : class => Add<TValue?>(name, kind!, get, set, help, note);

    /// <summary>Adds a setting of a text that may be absent: see <see cref="AddOptional{TValue}"/>.</summary>
    /// <inheritdoc cref="AddOptional{TValue}"/>
    public SectionBuilder<T> AddText(string name, Func<T, string?> get, Func<T, string?, T> set, string help, string? note = null) =>
        AddOptional(name, Kind.Text, get, set, help, note);

    /// <summary>The section.</summary>
    public Section<T> Build() => new(_settings, values => _setters.Aggregate(defaults, (made, set) => set(made, values)));
}
