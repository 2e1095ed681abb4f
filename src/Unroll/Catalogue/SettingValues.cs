using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>The values of the settings of a block or a section: those that were given, and the defaults of the others.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<Setting, object?> _given = [];

    /// <summary>The value of a setting: given, or its default.</summary>
    /// <param name="setting">The setting.</param>
    public TValue Get<TOwner, TValue>(Setting<TOwner, TValue> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return _given.TryGetValue(setting, out object? value) ? (TValue)value! : setting.DefaultValue;
    }

    /// <summary>Whether a setting was given.</summary>
    /// <param name="setting">The setting.</param>
    public bool IsGiven(Setting setting) => _given.ContainsKey(setting);

    /// <summary>The same values with another one of a setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value.</param>
    public SettingValues With<TOwner, TValue>(Setting<TOwner, TValue> setting, TValue value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        SettingValues values = new();
        foreach ((Setting given, object? existing) in _given)
        {
            values._given[given] = existing;
        }

        values._given[setting] = value;
        return values;
    }

    internal void Set(Setting setting, object? value) => _given[setting] = value;

    /// <summary>The values as a section, without those that are the defaults.</summary>
    /// <param name="settings">The settings, in the order in which they are written.</param>
    internal JsonObject Write(IEnumerable<Setting> settings)
    {
        JsonObject json = [];
        foreach (Setting setting in settings)
        {
            if (!_given.TryGetValue(setting, out object? value) || setting.Write(value) is not { } written)
            {
                continue;
            }

            if (setting.IsRequired || setting.Default is not { } standard || !JsonNode.DeepEquals(written, setting.Write(standard)))
            {
                json[setting.Name] = written;
            }
        }

        return json;
    }
}
