using System.Globalization;
using System.Runtime.InteropServices;

namespace Unroll.Cli.Databases;

/// <summary>
/// The cultures of the process. The command is built without them (invariant globalization), so that it starts where ICU is not installed;
/// where it is, they are there for what needs them: SQL Server's client.
/// </summary>
internal static class Globalization
{
    /// <summary>The environment variable of .NET that leaves cultures out.</summary>
    internal const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private const string Switch = "System.Globalization.Invariant";

    // Versions of ICU that .NET looks for.
    private const int FirstVersion = 50;
    private const int LastVersion = 120;

    /// <summary>Whether the process has no cultures but the invariant one.</summary>
    internal static bool IsInvariant
    {
        get
        {
            try
            {
                return CultureInfo.GetCultureInfo("en-US").EnglishName.Contains("Invariant", StringComparison.Ordinal);
            }
            catch (CultureNotFoundException)
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Enables cultures where ICU is installed, unless <see cref="Variable"/> says no; numbers, dates and texts are written and compared
    /// the invariant way all the same. The runtime decides once, when something first asks for a culture: call it before all else.
    /// </summary>
    internal static void Enable()
    {
        if ((Environment.GetEnvironmentVariable(Variable) is null or "0" or "false") && HasIcu())
        {
            AppContext.SetSwitch(Switch, false);
        }

        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Whether the runtime would find ICU: without it, it would end the process at the first culture.</summary>
    private static bool HasIcu()
    {
        if (!OperatingSystem.IsLinux())
        {
            return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
        }

        for (int version = LastVersion; version >= FirstVersion; version--)
        {
            // No format with a culture: that would be the first to ask for one.
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out _) && NativeLibrary.TryLoad($"libicui18n.so.{version}", out _))
            {
                return true;
            }
        }

        return false;
    }
}
