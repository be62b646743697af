<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>还没有准备好</source>
        <translation>not ready yet</translation>
    </message>
    <message>
        <source>智能收件辅助</source>
        <translation>Intake Assist</translation>
    </message>
    <message>
        <source>版本 {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>识别引擎：{engine}</source>
        <translation>Recognition engine: {engine}</translation>
    </message>
    <message>
        <source>数据文件夹：{folder}</source>
        <translation>Data folder: {folder}</translation>
    </message>
    <message>
        <source>全程不联网。只作提示，收不收、退不退由窗口人员决定。</source>
        <translation>Never uses the network. It only points things out; the clerk decides whether to accept.</translation>
    </message>
    <message>
        <source>按 Apache 2.0 许可发布；界面使用 Qt {version}（LGPL 3）。</source>
        <translation>Released under Apache 2.0; the interface uses Qt {version} (LGPL 3).</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>修改账号</source>
        <translation>Change account</translation>
    </message>
    <message>
        <source>新建账号</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Windows 账号</source>
        <translation>Windows account</translation>
    </message>
    <message>
        <source>域\用户名，可不填</source>
        <translation>DOMAIN\user, may be left empty</translation>
    </message>
    <message>
        <source>用现在登录的</source>
        <translation>Use the one signed in now</translation>
    </message>
    <message>
        <source>填了 Windows 账号，这个人登录 Windows 以后就不用再登录；密码可以不设。</source>
        <translation>With a Windows account, whoever has signed in to Windows need not sign in again; the password may be left empty.</translation>
    </message>
    <message>
        <source>本人第一次登录时要改掉这个密码。</source>
        <translation>It has to be changed at the first sign-in.</translation>
    </message>
    <message>
        <source>收件、处理提示、出具告知书、受理和撤回、查看完整号码、交接</source>
        <translation>takes cases in, decides findings, gives notices, accepts and withdraws, sees whole numbers, hands over</translation>
    </message>
    <message>
        <source>办事员的全部，加上看别人的收件、统计、导出、发布清单、停止删除、删除、审计</source>
        <translation>all of a clerk, and the cases of others, statistics, exports, publishing checklists, legal holds, deletion, audit</translation>
    </message>
    <message>
        <source>账号、本窗口设置、备份和恢复、恢复密钥、保存期限、审计；不看收件</source>
        <translation>accounts, settings of the workplace, backups and restoring, recovery key, terms of keeping, audit; sees no cases</translation>
    </message>
    <message>
        <source>{role}：{about}</source>
        <translation>{role}: {about}</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Roles</translation>
    </message>
</context>
<context>
    <name>AccountsDialog</name>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>新建账号…(&amp;N)</source>
        <translation>&amp;New account…</translation>
    </message>
    <message>
        <source>修改…(&amp;E)</source>
        <translation>&amp;Edit…</translation>
    </message>
    <message>
        <source>重设密码…(&amp;P)</source>
        <translation>Reset &amp;password…</translation>
    </message>
    <message>
        <source>停用(&amp;D)</source>
        <translation>&amp;Disable</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Roles</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>登录方式</source>
        <translation>Signs in by</translation>
    </message>
    <message>
        <source>上次登录</source>
        <translation>Last signed in</translation>
    </message>
    <message>
        <source>账号不能删除，只能停用：审计记录里有它。改动立即生效。</source>
        <translation>Accounts are disabled, never deleted: the audit trail names them. Changes count at once.</translation>
    </message>
    <message>
        <source>还没有账号：使用这台电脑的人可以做全部操作，不用登录。新建第一个账号（管理员）以后，使用程序都要先登录。一个人管一个窗口的，给自己同时选上主管和管理员。</source>
        <translation>There are no accounts yet: whoever uses this computer may do everything without signing in. Once the first account, an administrator&apos;s, is made, everybody has to sign in. Whoever works alone chooses supervisor and administrator for themselves.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>密码</source>
        <translation>password</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>disabled</translation>
    </message>
    <message>
        <source>密码错误，锁定中</source>
        <translation>locked: wrong passwords</translation>
    </message>
    <message>
        <source>要改初始密码</source>
        <translation>first password to be changed</translation>
    </message>
    <message>
        <source>可用</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>启用(&amp;D)</source>
        <translation>&amp;Enable again</translation>
    </message>
</context>
<context>
    <name>CaseSession</name>
    <message>
        <source>已停止识别。</source>
        <translation>Reading was stopped.</translation>
    </message>
    <message>
        <source>核对时程序出错，结果可能不完整。已做的操作都已保存；请重新打开这件业务。</source>
        <translation>The program failed while checking, results may be incomplete. All your steps are saved; please open the case again.</translation>
    </message>
    <message>
        <source>请检查磁盘空间，并联系信息技术人员。</source>
        <translation>Please check the disk space and call IT.</translation>
    </message>
    <message>
        <source>没有存上：{reason}</source>
        <translation>Not saved: {reason}</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>识别进度</source>
        <translation>Reading progress</translation>
    </message>
    <message>
        <source>添加材料</source>
        <translation>Add papers</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>告知书</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>还有 {count} 个文件没有收下。</source>
        <translation>{count} more files were not taken.</translation>
    </message>
    <message>
        <source>这是最后一个待处理的问题。</source>
        <translation>This is the last open finding.</translation>
    </message>
    <message>
        <source>没有待处理的问题了。</source>
        <translation>No open findings left.</translation>
    </message>
    <message>
        <source>已识别 {done}/{total} 页</source>
        <translation>{done} of {total} pages read</translation>
    </message>
    <message>
        <source>共 {total} 页，都已识别</source>
        <translation>{total} pages, all read</translation>
    </message>
    <message>
        <source>这一页还没有识别。</source>
        <translation>This page has not been read yet.</translation>
    </message>
    <message>
        <source>那里没有读出文字。请框得大一些，或按 F2 直接填写。</source>
        <translation>No text was read there. Draw a larger frame, or press F2 and type.</translation>
    </message>
    <message>
        <source>没有收下 {name}：{reason}</source>
        <translation>{name} was not taken: {reason}</translation>
    </message>
</context>
<context>
    <name>CasesPane</name>
    <message>
        <source>还没有办过的业务。新收的一件会列在这里，随时可以接着办。</source>
        <translation>No cases yet. A new case will be listed here, to go on with at any time.</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matters</translation>
    </message>
    <message>
        <source>全部事项</source>
        <translation>All matters</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All states</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>全部经办人</source>
        <translation>All clerks</translation>
    </message>
    <message>
        <source>收件日期</source>
        <translation>Day of receipt</translation>
    </message>
    <message>
        <source>不限日期</source>
        <translation>Any date</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>近 7 天</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>自选日期</source>
        <translation>Chosen dates</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>To</translation>
    </message>
    <message>
        <source>继续办理(&amp;G)</source>
        <translation>&amp;Go on</translation>
    </message>
    <message>
        <source>已受理(&amp;A)</source>
        <translation>&amp;Accepted</translation>
    </message>
    <message>
        <source>已撤回(&amp;W)</source>
        <translation>&amp;Withdrawn</translation>
    </message>
    <message>
        <source>重新办理(&amp;R)</source>
        <translation>&amp;Reopen</translation>
    </message>
    <message>
        <source>查找业务</source>
        <translation>Find a case</translation>
    </message>
    <message>
        <source>收件号、告知书编号，或完整的单位名称、代码、证件号码、姓名</source>
        <translation>Case number, notice number, or a whole company name, code, ID number or person&apos;s name</translation>
    </message>
    <message>
        <source>办过的业务</source>
        <translation>Recent cases</translation>
    </message>
    <message>
        <source>最近的在前，号码只显示头尾。</source>
        <translation>Latest first; numbers show head and tail only.</translation>
    </message>
    <message>
        <source>没有找到。名称和号码要输入完整的，不能只输一部分。</source>
        <translation>Nothing found. Names and numbers have to be typed whole, not in part.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>业务</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>材料页</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>问题</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>管理</source>
        <translation>Manage</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>新收一件(&amp;N)</source>
        <translation>&amp;New case</translation>
    </message>
    <message>
        <source>办过的业务(&amp;R)</source>
        <translation>&amp;Recent cases</translation>
    </message>
    <message>
        <source>添加材料…(&amp;O)</source>
        <translation>Add papers… (&amp;O)</translation>
    </message>
    <message>
        <source>添加文件夹…(&amp;D)</source>
        <translation>Add fol&amp;der…</translation>
    </message>
    <message>
        <source>粘贴材料(&amp;V)</source>
        <translation>Paste papers (&amp;V)</translation>
    </message>
    <message>
        <source>扫描文件夹…(&amp;S)</source>
        <translation>&amp;Scanner folder…</translation>
    </message>
    <message>
        <source>重新识别没读出来的页(&amp;A)</source>
        <translation>Read failed pages &amp;again</translation>
    </message>
    <message>
        <source>停止识别(&amp;T)</source>
        <translation>S&amp;top reading</translation>
    </message>
    <message>
        <source>告知书(&amp;P)</source>
        <translation>Notice (&amp;P)</translation>
    </message>
    <message>
        <source>收件清单(&amp;Q)</source>
        <translation>Receipt (&amp;Q)</translation>
    </message>
    <message>
        <source>撤销(&amp;U)</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>重做(&amp;R)</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>这一页看过了(&amp;K)</source>
        <translation>Page loo&amp;ked at</translation>
    </message>
    <message>
        <source>移到材料…(&amp;M)</source>
        <translation>&amp;Move to material…</translation>
    </message>
    <message>
        <source>向右转(&amp;T)</source>
        <translation>&amp;Turn right</translation>
    </message>
    <message>
        <source>向左转(&amp;L)</source>
        <translation>Turn &amp;left</translation>
    </message>
    <message>
        <source>拆分这一页…(&amp;F)</source>
        <translation>Split this page… (&amp;F)</translation>
    </message>
    <message>
        <source>用下一份替换这一页(&amp;E)</source>
        <translation>R&amp;eplace by the next paper</translation>
    </message>
    <message>
        <source>下一份插在这一页后面(&amp;I)</source>
        <translation>&amp;Insert the next paper after this page</translation>
    </message>
    <message>
        <source>删除这一页(&amp;X)</source>
        <translation>Delete this page (&amp;X)</translation>
    </message>
    <message>
        <source>确认，到下一个(&amp;C)</source>
        <translation>&amp;Confirm, go to next</translation>
    </message>
    <message>
        <source>排除…(&amp;D)</source>
        <translation>&amp;Dismiss…</translation>
    </message>
    <message>
        <source>已当场更正(&amp;G)</source>
        <translation>Put ri&amp;ght on the spot</translation>
    </message>
    <message>
        <source>待核对(&amp;H)</source>
        <translation>C&amp;heck later</translation>
    </message>
    <message>
        <source>收回决定(&amp;B)</source>
        <translation>Take decision &amp;back</translation>
    </message>
    <message>
        <source>补记一个问题(&amp;A)</source>
        <translation>&amp;Add a finding</translation>
    </message>
    <message>
        <source>下一个未处理的问题(&amp;N)</source>
        <translation>&amp;Next open finding</translation>
    </message>
    <message>
        <source>上一个未处理的问题(&amp;P)</source>
        <translation>&amp;Previous open finding</translation>
    </message>
    <message>
        <source>更正字段(&amp;E)</source>
        <translation>Corr&amp;ect field</translation>
    </message>
    <message>
        <source>框选重读这个字段(&amp;S)</source>
        <translation>Read field again from a &amp;spot</translation>
    </message>
    <message>
        <source>上一页(&amp;P)</source>
        <translation>&amp;Previous page</translation>
    </message>
    <message>
        <source>下一页(&amp;N)</source>
        <translation>&amp;Next page</translation>
    </message>
    <message>
        <source>放大(&amp;I)</source>
        <translation>Zoom &amp;in</translation>
    </message>
    <message>
        <source>缩小(&amp;O)</source>
        <translation>Zoom &amp;out</translation>
    </message>
    <message>
        <source>整页(&amp;F)</source>
        <translation>&amp;Fit page</translation>
    </message>
    <message>
        <source>适合宽度(&amp;W)</source>
        <translation>Fit &amp;width</translation>
    </message>
    <message>
        <source>到材料栏(&amp;1)</source>
        <translation>Go to materials (&amp;1)</translation>
    </message>
    <message>
        <source>到页面(&amp;2)</source>
        <translation>Go to page (&amp;2)</translation>
    </message>
    <message>
        <source>到问题栏(&amp;3)</source>
        <translation>Go to findings (&amp;3)</translation>
    </message>
    <message>
        <source>到字段栏(&amp;4)</source>
        <translation>Go to fields (&amp;4)</translation>
    </message>
    <message>
        <source>下一栏</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>上一栏</source>
        <translation>Previous pane</translation>
    </message>
    <message>
        <source>界面放大(&amp;L)</source>
        <translation>&amp;Larger interface</translation>
    </message>
    <message>
        <source>界面缩小(&amp;S)</source>
        <translation>&amp;Smaller interface</translation>
    </message>
    <message>
        <source>按住显示完整号码</source>
        <translation>Hold to show whole numbers</translation>
    </message>
    <message>
        <source>交接给本单位系统…(&amp;H)</source>
        <translation>&amp;Hand over…</translation>
    </message>
    <message>
        <source>导出本件数据（JSON）…(&amp;J)</source>
        <translation>Export this case (&amp;JSON)…</translation>
    </message>
    <message>
        <source>导出归档文件夹…(&amp;F)</source>
        <translation>Export for the archive… (&amp;F)</translation>
    </message>
    <message>
        <source>导出业务列表…(&amp;X)</source>
        <translation>E&amp;xport the list of cases…</translation>
    </message>
    <message>
        <source>日终清单(&amp;D)</source>
        <translation>End of &amp;day</translation>
    </message>
    <message>
        <source>统计(&amp;T)</source>
        <translation>S&amp;tatistics</translation>
    </message>
    <message>
        <source>保存期限和删除(&amp;R)</source>
        <translation>&amp;Retention and deletion</translation>
    </message>
    <message>
        <source>锁定窗口(&amp;L)</source>
        <translation>&amp;Lock window</translation>
    </message>
    <message>
        <source>修改密码…(&amp;W)</source>
        <translation>Change pass&amp;word…</translation>
    </message>
    <message>
        <source>账号…(&amp;U)</source>
        <translation>Acco&amp;unts…</translation>
    </message>
    <message>
        <source>设置…(&amp;S)</source>
        <translation>&amp;Settings…</translation>
    </message>
    <message>
        <source>快捷键(&amp;K)</source>
        <translation>&amp;Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关于(&amp;A)</source>
        <translation>&amp;About</translation>
    </message>
    <message>
        <source>退出(&amp;X)</source>
        <translation>E&amp;xit</translation>
    </message>
    <message>
        <source>申请人再次来(&amp;J)</source>
        <translation>Applicant is back (&amp;J)</translation>
    </message>
</context>
<context>
    <name>DayWindow</name>
    <message>
        <source>日终清单</source>
        <translation>End of day</translation>
    </message>
    <message>
        <source>哪一天</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>这一天收的业务，回车打开</source>
        <translation>Cases received that day; Return opens one</translation>
    </message>
    <message>
        <source>打印…(&amp;P)</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>预览(&amp;V)</source>
        <translation>Pre&amp;view</translation>
    </message>
    <message>
        <source>存为 PDF…(&amp;S)</source>
        <translation>&amp;Save as PDF…</translation>
    </message>
    <message>
        <source>存为表格…(&amp;X)</source>
        <translation>Save as table… (&amp;X)</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>查不出来，请联系维护人员。</source>
        <translation>The list could not be made. Please call support.</translation>
    </message>
    <message>
        <source>共 {count} 件</source>
        <translation>Cases: {count}</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Saved to {path}</translation>
    </message>
    <message>
        <source>Excel 表格 (*.xlsx);;CSV 表格 (*.csv)</source>
        <translation>Excel workbook (*.xlsx);;CSV table (*.csv)</translation>
    </message>
    <message>
        <source>存为表格</source>
        <translation>Save as table</translation>
    </message>
    <message>
        <source>日终清单 {day}</source>
        <translation>End of day {day}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>按住显示</source>
        <translation>Shown while the key was held</translation>
    </message>
    <message>
        <source>清单文件有错误，不能使用：
{mistakes}</source>
        <translation>The checklist files have mistakes and cannot be used:
{mistakes}</translation>
    </message>
    <message>
        <source>程序内部出错（{kind}），请联系维护人员。</source>
        <translation>Internal fault ({kind}), please call support.</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>收件数据</source>
        <translation>Data of the case</translation>
    </message>
    <message>
        <source>不能写“{path}”：{reason}。请检查文件夹、权限和磁盘空间。</source>
        <translation>Cannot write “{path}”: {reason}. Please check the folder, the rights and the room on the disk.</translation>
    </message>
    <message>
        <source>导出本件数据</source>
        <translation>Export this case</translation>
    </message>
    <message>
        <source>归档文件夹放在哪里</source>
        <translation>Where the archive folder goes</translation>
    </message>
    <message>
        <source>Excel 表格 (*.xlsx);;CSV 表格 (*.csv)</source>
        <translation>Excel workbook (*.xlsx);;CSV table (*.csv)</translation>
    </message>
    <message>
        <source>业务列表 {day}</source>
        <translation>Cases {day}</translation>
    </message>
    <message>
        <source>导出业务列表</source>
        <translation>Export the list of cases</translation>
    </message>
    <message>
        <source>{count} 件，已存到 {path}</source>
        <translation>Cases: {count}, saved to {path}</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Saved to {path}</translation>
    </message>
    <message>
        <source>没有导出，程序内部出错。请联系维护人员。</source>
        <translation>Not exported: a fault inside the program. Please call support.</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>纸面上没有就留空</source>
        <translation>Leave empty if the paper says nothing</translation>
    </message>
</context>
<context>
    <name>FieldsModel</name>
    <message>
        <source>字段</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>FieldsPane</name>
    <message>
        <source>这一页上的材料</source>
        <translation>Papers on this page</translation>
    </message>
    <message>
        <source>框选重读</source>
        <translation>Read spot</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>字段，按 F2 更正</source>
        <translation>Fields, press F2 to correct</translation>
    </message>
    <message>
        <source>字段</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>认不出的材料</source>
        <translation>Unknown paper</translation>
    </message>
    <message>
        <source>程序不认识这份材料，没有可列的字段。可以移到对应的材料下面再看。</source>
        <translation>The program does not know this paper and lists no fields. Move it to its material and look again.</translation>
    </message>
    <message>
        <source>采用建议：{value}</source>
        <translation>Take suggestion: {value}</translation>
    </message>
    <message>
        <source>恢复程序读出的内容</source>
        <translation>Back to what was read</translation>
    </message>
</context>
<context>
    <name>FindingsPane</name>
    <message>
        <source>问题</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>问题列表，按回车确认并到下一个</source>
        <translation>Findings, press Enter to confirm and go to the next</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>排除</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>已更正</source>
        <translation>Put right</translation>
    </message>
    <message>
        <source>待核对</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>{total} 个，还有 {left} 页没有读完</source>
        <translation>{total} so far, {left} pages still to be read</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>{left} 个待处理，共 {total} 个</source>
        <translation>{left} open, {total} in all</translation>
    </message>
    <message>
        <source>都处理过了，共 {total} 个</source>
        <translation>All {total} dealt with</translation>
    </message>
    <message>
        <source>正在识别。缺件和材料之间是否一致，全部读完才能核对。</source>
        <translation>Reading. What is missing, and whether the papers agree, is known when all are read.</translation>
    </message>
    <message>
        <source>没有发现问题。</source>
        <translation>Nothing was found.</translation>
    </message>
    <message>
        <source>没有选中问题。按 {key} 到下一个。</source>
        <translation>No finding is chosen. {key} goes to the next.</translation>
    </message>
    <message>
        <source>排除的理由</source>
        <translation>Reasons for dismissing</translation>
    </message>
    <message>
        <source>&amp;0  其他理由…</source>
        <translation>&amp;0  Another reason…</translation>
    </message>
    <message>
        <source>为什么排除（回车确定，Esc 取消）</source>
        <translation>Why dismiss it (Enter takes it, Esc cancels)</translation>
    </message>
    <message>
        <source>要补记的问题（回车记下，Esc 取消）</source>
        <translation>The finding to add (Enter takes it, Esc cancels)</translation>
    </message>
</context>
<context>
    <name>Handing</name>
    <message>
        <source>{names} 多次没有交出去，已搁置。请在“交接”里查看原因。</source>
        <translation>{names} was refused several times and is put aside. The reason is under “Hand over”.</translation>
    </message>
    <message>
        <source>交接时出错，请联系维护人员。</source>
        <translation>Handing over failed. Please call support.</translation>
    </message>
</context>
<context>
    <name>HandoverWindow</name>
    <message>
        <source>待重试</source>
        <translation>Will be tried again</translation>
    </message>
    <message>
        <source>交接 {number}</source>
        <translation>Hand over {number}</translation>
    </message>
    <message>
        <source>交接本件(&amp;H)</source>
        <translation>&amp;Hand over this case</translation>
    </message>
    <message>
        <source>交接的件</source>
        <translation>What was handed over</translation>
    </message>
    <message>
        <source>再试一次(&amp;R)</source>
        <translation>T&amp;ry again</translation>
    </message>
    <message>
        <source>交接文件夹</source>
        <translation>Hand-over folder</translation>
    </message>
    <message>
        <source>本单位系统盯着的文件夹</source>
        <translation>The folder that the hall&apos;s own system watches</translation>
    </message>
    <message>
        <source>交接命令</source>
        <translation>Hand-over command</translation>
    </message>
    <message>
        <source>可以不填；填了就逐件运行，返回 0 表示接收</source>
        <translation>May be empty; otherwise run for each case, exit code 0 takes it</translation>
    </message>
    <message>
        <source>只放进本机的文件夹，不往网络上送。</source>
        <translation>Put into a folder of this machine only; nothing is sent over a network.</translation>
    </message>
    <message>
        <source>选择…(&amp;C)</source>
        <translation>&amp;Choose…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>还没有设定交接文件夹，请先在下面设定。</source>
        <translation>There is no hand-over folder yet. Please set it below.</translation>
    </message>
    <message>
        <source>没有打开业务。</source>
        <translation>No case is open.</translation>
    </message>
    <message>
        <source>没有交接过，或者已被本单位系统取走</source>
        <translation>not handed over, or taken by the hall&apos;s system already</translation>
    </message>
    <message>
        <source>本件：{state}</source>
        <translation>This case: {state}</translation>
    </message>
    <message>
        <source>已试 {count} 次</source>
        <translation>tried {count} times</translation>
    </message>
    <message>
        <source>下次 {time}</source>
        <translation>next at {time}</translation>
    </message>
    <message>
        <source>等待取走</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>已交出</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>已搁置</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>已放进交接文件夹：{name}</source>
        <translation>Put into the hand-over folder: {name}</translation>
    </message>
    <message>
        <source>没有交接，程序内部出错。请联系维护人员。</source>
        <translation>Not handed over: a fault inside the program. Please call support.</translation>
    </message>
    <message>
        <source>请写完整的路径。</source>
        <translation>Please give the whole path.</translation>
    </message>
    <message>
        <source>命令写得不对，引号要成对。</source>
        <translation>The command is not right: quotes come in pairs.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>在问题栏里：回车 确认并到下一个</source>
        <translation>In the findings: Enter confirms and goes to the next</translation>
    </message>
    <message>
        <source>在字段栏里：回车 更正</source>
        <translation>In the fields: Enter corrects</translation>
    </message>
    <message>
        <source>快捷键表</source>
        <translation>Table of shortcuts</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>PIN 码</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>请登录</source>
        <translation>Please sign in</translation>
    </message>
    <message>
        <source>业务都已保存，识别继续进行。</source>
        <translation>All cases are saved, reading goes on.</translation>
    </message>
    <message>
        <source>PIN 码不对，请稍后再试。</source>
        <translation>Wrong PIN, please try again in a moment.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>这件业务打不开，请联系维护人员。</source>
        <translation>This case cannot be opened, please call support.</translation>
    </message>
    <message>
        <source>这件业务打不开。</source>
        <translation>This case cannot be opened.</translation>
    </message>
    <message>
        <source>正在收下……</source>
        <translation>Taking papers…</translation>
    </message>
    <message>
        <source>业务已切换，刚才的文件没有收下，请重新拖入。</source>
        <translation>Another case was opened meanwhile; the files were not taken, please drop them again.</translation>
    </message>
    <message>
        <source>收下 {count} 个文件。</source>
        <translation>Files taken: {count}.</translation>
    </message>
    <message>
        <source>文件没有收下，请再试一次。</source>
        <translation>The files were not taken, please try again.</translation>
    </message>
    <message>
        <source>粘贴的图片</source>
        <translation>Pasted picture</translation>
    </message>
    <message>
        <source>剪贴板里没有文件或图片。</source>
        <translation>There is no file or picture on the clipboard.</translation>
    </message>
    <message>
        <source>图像、PDF、表格 ({kinds});;所有文件 (*)</source>
        <translation>Pictures, PDF, workbooks ({kinds});;All files (*)</translation>
    </message>
    <message>
        <source>添加材料</source>
        <translation>Add papers</translation>
    </message>
    <message>
        <source>添加文件夹里的全部材料</source>
        <translation>Add all papers of a folder</translation>
    </message>
    <message>
        <source>扫描仪把文件存到哪个文件夹</source>
        <translation>Where the scanner saves its files</translation>
    </message>
    <message>
        <source>扫描文件夹里原来就有 {count} 个文件，可能是别人的，没有收。</source>
        <translation>Files that lay in the scanner folder before: {count}. They may belong to others and were left.</translation>
    </message>
    <message>
        <source>收进本件</source>
        <translation>Take into this case</translation>
    </message>
    <message>
        <source>程序内部出错（{kind}，{place}）。已做的操作都已保存，可以继续；请把这句话告诉维护人员。</source>
        <translation>Internal fault ({kind}, {place}). Your steps are saved and you can go on; please tell support this sentence.</translation>
    </message>
    <message>
        <source>正在保存……</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>识别程序就绪</source>
        <translation>Recognition ready</translation>
    </message>
    <message>
        <source>识别程序准备中，可以先收材料</source>
        <translation>Recognition is starting, papers can be taken already</translation>
    </message>
    <message>
        <source>智能收件辅助</source>
        <translation>Intake Assist</translation>
    </message>
    <message>
        <source>这个屏幕放不下 {wanted}% 的界面，已改为 {scale}%。</source>
        <translation>A size of {wanted}% does not fit on this screen; it is now {scale}%.</translation>
    </message>
    <message>
        <source>这个屏幕放不下更大的界面。</source>
        <translation>This screen has no room for a larger interface.</translation>
    </message>
    <message>
        <source>界面大小 {scale}%</source>
        <translation>Interface scale {scale}%</translation>
    </message>
    <message>
        <source>拖入的图片</source>
        <translation>Dropped picture</translation>
    </message>
    <message>
        <source>收件数据已加密。请打印恢复密钥并锁好：没有它，换电脑或重装系统后数据无法打开。</source>
        <translation>The case data are encrypted. Please print the recovery key and lock it away: without it the data cannot be opened on another computer or after the system is set up anew.</translation>
    </message>
    <message>
        <source>恢复密钥…</source>
        <translation>Recovery key…</translation>
    </message>
    <message>
        <source>这件业务出具过告知书。申请人再次来时，收下新材料，可以逐项对照。</source>
        <translation>A notice was given in this case. When the applicant is back, take in the new papers and compare item by item.</translation>
    </message>
    <message>
        <source>逐项对照</source>
        <translation>Compare</translation>
    </message>
</context>
<context>
    <name>MaterialsPane</name>
    <message>
        <source>材料</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>办理情况</source>
        <translation>Circumstances</translation>
    </message>
    <message>
        <source>材料和页</source>
        <translation>Materials and pages</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>新密码，至少 8 个字符</source>
        <translation>New password, at least 8 characters</translation>
    </message>
    <message>
        <source>再输一次新密码</source>
        <translation>The new password again</translation>
    </message>
    <message>
        <source>两次输入的不一样，请再输一次。</source>
        <translation>They are not the same. Please type both again.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>NoticeWindow</name>
    <message>
        <source>有 {count} 份容缺材料没有写明补交期限。</source>
        <translation>{count} materials that may come later have no date.</translation>
    </message>
    <message>
        <source>有 {count} 条是程序没有看清、由您确认的，请核对告知书上的措辞。</source>
        <translation>{count} items were unclear to the program and confirmed by you; please check their wording on the notice.</translation>
    </message>
    <message>
        <source>没有写明补正期限，打印出来是空的，要手写。</source>
        <translation>There is no date to supplement by; it will be printed blank, to be filled in by hand.</translation>
    </message>
    <message>
        <source>没有读到申请单位的名称，请填写。</source>
        <translation>The applicant’s name was not read; please fill it in.</translation>
    </message>
    <message>
        <source>还有 {count} 个文件没有打开，里面的材料没有核对。</source>
        <translation>{count} files were not opened; what is in them was not checked.</translation>
    </message>
    <message>
        <source>还有 {count} 个问题没有决定，告知书应当一次列全。</source>
        <translation>{count} problems are not decided; a notice should tell everything at once.</translation>
    </message>
    <message>
        <source>还有 {count} 张没有读完，可能还有问题没有查出。</source>
        <translation>{count} sheets are still being read; there may be more problems.</translation>
    </message>
    <message>
        <source>还有 {count} 页没有归类。</source>
        <translation>{count} pages are not sorted in.</translation>
    </message>
    <message>
        <source>告知书 {number}</source>
        <translation>Notice {number}</translation>
    </message>
    <message>
        <source>还没有确认的问题，没有要告知的内容。</source>
        <translation>No finding is confirmed yet, there is nothing to notify.</translation>
    </message>
    <message>
        <source>新的告知书，打印时编号</source>
        <translation>New notice, numbered when it is printed</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>页面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>正在打开图片……</source>
        <translation>Opening the picture…</translation>
    </message>
    <message>
        <source>这一页的图片打不开。请重新读取这一页。</source>
        <translation>The picture of this page cannot be opened. Please read the page again.</translation>
    </message>
    <message>
        <source>框选要重读的位置：方向键移动，Shift 加方向键改大小，回车重读，Esc 取消</source>
        <translation>Frame the place to read again: arrow keys move, Shift with arrow keys resizes, Enter reads, Esc cancels</translation>
    </message>
    <message>
        <source>切分：Insert 加框，Delete 删框，Tab 换框，方向键移动，Shift 加方向键改大小，回车完成，Esc 取消</source>
        <translation>Split: Insert adds a frame, Delete removes it, Tab goes to the next, arrow keys move, Shift with arrow keys resizes, Enter ends, Esc cancels</translation>
    </message>
    <message numerus="yes">
        <source>%n 处标记</source>
        <translation>
            <numerusform>%n mark</numerusform>
            <numerusform>%n marks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>看过了</source>
        <translation>Looked at</translation>
    </message>
    <message>
        <source>全部页</source>
        <translation>All pages</translation>
    </message>
    <message>
        <source>把材料拖到这里，或按 Ctrl+O 选文件、Ctrl+V 粘贴。</source>
        <translation>Drop papers here, or press Ctrl+O to choose files, Ctrl+V to paste.</translation>
    </message>
    <message>
        <source>这一页正在等待识别。</source>
        <translation>This page is waiting to be read.</translation>
    </message>
    <message>
        <source>重新识别</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>在页面上框出“{field}”（也可以用方向键和回车），框住的地方会重新识别。</source>
        <translation>Frame “{field}” on the page (arrow keys and Enter do, too); the place is read again.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在读框住的地方……</source>
        <translation>Reading the framed place…</translation>
    </message>
    <message>
        <source>框出这一页上的每份材料，然后按回车。</source>
        <translation>Frame each paper on this page, then press Enter.</translation>
    </message>
    <message>
        <source>左右两份</source>
        <translation>Two side by side</translation>
    </message>
    <message>
        <source>上下两份</source>
        <translation>Two one above the other</translation>
    </message>
    <message>
        <source>拖动边线调整，按回车拆开。</source>
        <translation>Drag the edges, press Enter to split.</translation>
    </message>
    <message>
        <source>拆开</source>
        <translation>Split</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>页面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Worksheet</translation>
    </message>
</context>
<context>
    <name>PageWork</name>
    <message>
        <source>移到材料</source>
        <translation>Move to material</translation>
    </message>
    <message>
        <source>&amp;0  未归类</source>
        <translation>&amp;0  Not sorted</translation>
    </message>
    <message>
        <source>已合为一页。再按一次可以重新拆分。</source>
        <translation>Joined to one page. Press again to split it anew.</translation>
    </message>
    <message>
        <source>已删除 {count} 页，按 Ctrl+Z 找回。</source>
        <translation>Pages deleted: {count}. Ctrl+Z brings them back.</translation>
    </message>
    <message>
        <source>下一份进来的材料将替换“{page}”。请扫描、拖入或粘贴。</source>
        <translation>The next paper will replace “{page}”. Scan, drop or paste it.</translation>
    </message>
    <message>
        <source>下一份进来的材料将插在“{page}”后面。请扫描、拖入或粘贴。</source>
        <translation>The next paper goes behind “{page}”. Scan, drop or paste it.</translation>
    </message>
    <message>
        <source>选文件…</source>
        <translation>Choose file…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>PaperEditor</name>
    <message>
        <source>上移(&amp;U)</source>
        <translation>Move &amp;up</translation>
    </message>
    <message>
        <source>下移(&amp;D)</source>
        <translation>Move &amp;down</translation>
    </message>
    <message>
        <source>不写这条…(&amp;X)</source>
        <translation>Leave out… (&amp;X)</translation>
    </message>
    <message>
        <source>恢复原文(&amp;R)</source>
        <translation>&amp;Restore the words</translation>
    </message>
    <message>
        <source>补写的这条属于哪份材料</source>
        <translation>Material of the added item</translation>
    </message>
    <message>
        <source>补写一条</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>补写一条：写明问题，按回车</source>
        <translation>Add an item: write what is wrong, press Return</translation>
    </message>
    <message>
        <source>各项内容，回车修改</source>
        <translation>All entries; Return changes one</translation>
    </message>
    <message>
        <source>申请材料整体</source>
        <translation>The application as a whole</translation>
    </message>
    <message>
        <source>已改</source>
        <translation>changed</translation>
    </message>
    <message>
        <source>例如 2026-12-22</source>
        <translation>For example 2026-12-22</translation>
    </message>
    <message>
        <source>“{text}”不是日期，没有采用。</source>
        <translation>“{text}” is no date and was not taken.</translation>
    </message>
    <message>
        <source>请填数字。</source>
        <translation>Please type a number.</translation>
    </message>
    <message>
        <source>为什么不写</source>
        <translation>Why it is left out</translation>
    </message>
    <message>
        <source>&amp;0  先不写，留待核对</source>
        <translation>&amp;0  Not now, to be looked into</translation>
    </message>
</context>
<context>
    <name>PaperWindow</name>
    <message>
        <source>哪一份</source>
        <translation>Which one</translation>
    </message>
    <message>
        <source>打印出来的内容</source>
        <translation>What is printed</translation>
    </message>
    <message>
        <source>打印…(&amp;P)</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>预览(&amp;V)</source>
        <translation>Pre&amp;view</translation>
    </message>
    <message>
        <source>存为 PDF…(&amp;S)</source>
        <translation>&amp;Save as PDF…</translation>
    </message>
    <message>
        <source>存为 Word…(&amp;W)</source>
        <translation>Save for &amp;Word…</translation>
    </message>
    <message>
        <source>复制文字(&amp;C)</source>
        <translation>&amp;Copy as text</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>程序内部出错，没有出具。请联系维护人员。</source>
        <translation>A fault inside the program: not issued. Please call support.</translation>
    </message>
    <message>
        <source>{number}，{when} 出具，重印的是同一份</source>
        <translation>{number}, issued {when}; printed again it is the same</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>存为 Word</source>
        <translation>Save for Word</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Saved to {path}</translation>
    </message>
    <message>
        <source>文字已复制，可以粘贴到别的系统里。</source>
        <translation>The text is copied and can be pasted into another system.</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>修改密码</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>现在的密码</source>
        <translation>Password until now</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReceiptWindow</name>
    <message>
        <source>收件清单 {number}</source>
        <translation>Receipt {number}</translation>
    </message>
    <message>
        <source>新的收件清单，打印时编号</source>
        <translation>New receipt, numbered when printed</translation>
    </message>
    <message>
        <source>还没有收下材料。</source>
        <translation>No papers were received yet.</translation>
    </message>
    <message>
        <source>还有 {count} 份没有读完，清单可能不全。</source>
        <translation>Not read yet: {count}. The receipt may not be complete.</translation>
    </message>
    <message>
        <source>还有 {count} 页没有归类，清单上只写页数。</source>
        <translation>Pages not sorted in: {count}. The receipt only counts them.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>恢复密钥</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>打印…(&amp;P)</source>
        <translation>&amp;Print…</translation>
    </message>
    <message>
        <source>已打印锁好，不再提醒(&amp;D)</source>
        <translation>Printed and locked away, &amp;do not remind me</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>换电脑、换 Windows 用户或重装系统以后，只有用它才能打开收件数据。请打印两份，分开锁好；不要拍照，不要存在电脑里。密钥和恢复密钥都丢了，数据无法解开。</source>
        <translation>On another computer, for another Windows user or after the system is set up anew, only this opens the case data. Print it twice and lock the sheets away in different places; take no photo, keep no copy on the computer. When both the key and the recovery key are lost, the data cannot be opened.</translation>
    </message>
    <message>
        <source>智能收件辅助：恢复密钥</source>
        <translation>Intake Assist: recovery key</translation>
    </message>
</context>
<context>
    <name>ResetForm</name>
    <message>
        <source>重设密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>当面告诉本人；本人登录后要改掉它。</source>
        <translation>Tell it to them in person; they have to change it when they sign in.</translation>
    </message>
</context>
<context>
    <name>RetentionWindow</name>
    <message>
        <source>保存期限和删除</source>
        <translation>Retention and deletion</translation>
    </message>
    <message>
        <source>保存期限(&amp;1)</source>
        <translation>Retention (&amp;1)</translation>
    </message>
    <message>
        <source>停止删除(&amp;2)</source>
        <translation>Legal hold (&amp;2)</translation>
    </message>
    <message>
        <source>按个人要求删除(&amp;3)</source>
        <translation>On a person&apos;s request (&amp;3)</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReturningWindow</name>
    <message>
        <source>再次来：{number}</source>
        <translation>Back again: {number}</translation>
    </message>
    <message>
        <source>对照哪一份告知书</source>
        <translation>Notice to compare with</translation>
    </message>
    <message>
        <source>告知书各项现在怎样</source>
        <translation>The notice&apos;s items as they stand now</translation>
    </message>
    <message>
        <source>到这个问题(&amp;G)</source>
        <translation>&amp;Go to this finding</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{number}，{day} 告知</source>
        <translation>{number}, given {day}</translation>
    </message>
    <message>
        <source>告知书打不开，请联系维护人员。</source>
        <translation>The notice cannot be opened. Please tell whoever maintains the program.</translation>
    </message>
    <message>
        <source>这件业务还没有出具过告知书。</source>
        <translation>No notice was given in this case yet.</translation>
    </message>
    <message>
        <source>告知 {all} 项：已补正 {done}，仍未补正 {open}，不能判断 {unclear}；新发现 {new} 项</source>
        <translation>Told {all}: done {done}, still open {open}, cannot tell {unclear}; new {new}</translation>
    </message>
    <message>
        <source>新发现</source>
        <translation>New</translation>
    </message>
    <message>
        <source>已补正</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>仍未补正</source>
        <translation>Still open</translation>
    </message>
    <message>
        <source>不能判断</source>
        <translation>Cannot tell</translation>
    </message>
    <message>
        <source>未提交</source>
        <translation>not handed in</translation>
    </message>
    <message>
        <source>{material}：{words}</source>
        <translation>{material}: {words}</translation>
    </message>
    <message>
        <source>申请材料整体</source>
        <translation>The application as a whole</translation>
    </message>
</context>
<context>
    <name>ScanFolder</name>
    <message>
        <source>扫描文件夹打不开，请检查它是否还在、网络盘是否连着。</source>
        <translation>The scanner folder cannot be opened. Is it still there, is the network drive connected?</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>请先登录。</source>
        <translation>Please sign in first.</translation>
    </message>
    <message>
        <source>这个账号不能做这一步，请由{who}操作。</source>
        <translation>This account may not do that. Who may: {who}.</translation>
    </message>
    <message>
        <source>或</source>
        <translation> or </translation>
    </message>
    <message>
        <source>办事员</source>
        <translation>clerk</translation>
    </message>
    <message>
        <source>主管</source>
        <translation>supervisor</translation>
    </message>
    <message>
        <source>管理员</source>
        <translation>administrator</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{name}（{roles}）</source>
        <translation>{name} ({roles})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>告知书</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>灰色的是本窗口的设置。</source>
        <translation>What is greyed are settings of the workplace. </translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比度</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>界面大小</source>
        <translation>Interface scale</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>窗口或工号</source>
        <translation>Counter or staff number</translation>
    </message>
    <message>
        <source>扫描文件夹</source>
        <translation>Scanner folder</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>None</translation>
    </message>
    <message>
        <source>不自动锁定</source>
        <translation>Never</translation>
    </message>
    <message>
        <source> 分钟</source>
        <translation> minutes</translation>
    </message>
    <message>
        <source>多久不用就锁定</source>
        <translation>Lock when idle for</translation>
    </message>
    <message>
        <source>扫描仪存进这个文件夹的文件会自动收进打开的业务。</source>
        <translation>Files the scanner saves there go into the open case by themselves.</translation>
    </message>
    <message>
        <source>自动锁定</source>
        <translation>Lock when idle</translation>
    </message>
    <message>
        <source>解锁 PIN 码</source>
        <translation>PIN to unlock</translation>
    </message>
    <message>
        <source>机构全称</source>
        <translation>Full name of the agency</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>办公时间</source>
        <translation>Office hours</translation>
    </message>
    <message>
        <source>印在告知书和回执上。</source>
        <translation>Printed on notices and receipts.</translation>
    </message>
    <message>
        <source>新的 PIN 码</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>至少 4 位</source>
        <translation>At least 4 characters</translation>
    </message>
    <message>
        <source>设定</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>取消 PIN</source>
        <translation>Remove PIN</translation>
    </message>
    <message>
        <source>已设定</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>没有设定</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>扫描仪把文件存到哪个文件夹</source>
        <translation>Where the scanner saves its files</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>改好，开始工作</source>
        <translation>Change it and begin</translation>
    </message>
    <message>
        <source>这个密码是管理员给的，请先改成只有自己知道的。</source>
        <translation>This password was given by the administrator. Please change it to one that only you know.</translation>
    </message>
    <message>
        <source>以“{name}”继续（{account}）</source>
        <translation>Go on as “{name}” ({account})</translation>
    </message>
    <message>
        <source>登录时程序出错，请联系维护人员。</source>
        <translation>The program failed while signing in. Please tell the maintainers.</translation>
    </message>
</context>
<context>
    <name>Slots</name>
    <message>
        <source>欠缺情况</source>
        <translation>What is missing</translation>
    </message>
    <message>
        <source>提交要求</source>
        <translation>What is wanted</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>可以容缺后补</source>
        <translation>May be handed in later</translation>
    </message>
    <message>
        <source>补交期限</source>
        <translation>To be handed in by</translation>
    </message>
    <message>
        <source>现状</source>
        <translation>As found</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>As required</translation>
    </message>
    <message>
        <source>补正办法</source>
        <translation>How to mend it</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>可当场更正</source>
        <translation>May be put right at the counter</translation>
    </message>
    <message>
        <source>补正期限</source>
        <translation>To be mended by</translation>
    </message>
    <message>
        <source>逾期后果</source>
        <translation>After the term</translation>
    </message>
    <message>
        <source>补正渠道，一行一条</source>
        <translation>Ways to hand in, one a line</translation>
    </message>
    <message>
        <source>提示，一行一条</source>
        <translation>Hints, one a line</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>没有写期限</source>
        <translation>no term given</translation>
    </message>
    <message>
        <source>期限、渠道和备注</source>
        <translation>Term, ways and remarks</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>原件或复印件</source>
        <translation>Original or copy</translation>
    </message>
    <message>
        <source>{copies} 份 {pages} 页 {form}</source>
        <translation>{copies} copies, {pages} pages {form}</translation>
    </message>
    <message>
        <source>申请单位</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Social credit code</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>窗口人员姓名</source>
        <translation>Name of the clerk</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>办公时间</source>
        <translation>Office hours</translation>
    </message>
    <message>
        <source>窗口和电话</source>
        <translation>Counter and telephone</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>输入事项名称或拼音首字母，例如 qysb</source>
        <translation>Type the matter or its pinyin initials, e.g. qysb</translation>
    </message>
    <message>
        <source>查找事项</source>
        <translation>Find a matter</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matters</translation>
    </message>
    <message>
        <source>正在准备……</source>
        <translation>Getting ready…</translation>
    </message>
    <message>
        <source>开始收件(&amp;B)</source>
        <translation>&amp;Begin</translation>
    </message>
    <message>
        <source>新收一件</source>
        <translation>New case</translation>
    </message>
    <message>
        <source>选事项，然后把材料拖进窗口、粘贴或扫描。</source>
        <translation>Choose the matter, then drop, paste or scan the papers.</translation>
    </message>
    <message>
        <source>{count} 个文件已收下，选好事项就放进去。</source>
        <translation>Files waiting: {count}. They go in once a matter is chosen.</translation>
    </message>
    <message>
        <source>清单版本 {version}</source>
        <translation>Checklist {version}</translation>
    </message>
    <message>
        <source>没有这样的事项。</source>
        <translation>No such matter.</translation>
    </message>
</context>
<context>
    <name>StatisticsWindow</name>
    <message>
        <source>统计</source>
        <translation>Statistics</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>To</translation>
    </message>
    <message>
        <source>怎样分列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>按周</source>
        <translation>By week</translation>
    </message>
    <message>
        <source>按天</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>和另一段时间比(&amp;C)</source>
        <translation>&amp;Compare with another period</translation>
    </message>
    <message>
        <source>对照期从哪天</source>
        <translation>Compared period from</translation>
    </message>
    <message>
        <source>对照期到哪天</source>
        <translation>Compared period to</translation>
    </message>
    <message>
        <source>各项指标</source>
        <translation>Measures</translation>
    </message>
    <message>
        <source>各规则的提示</source>
        <translation>Findings by rule</translation>
    </message>
    <message>
        <source>两段时间的差别</source>
        <translation>Difference of the two periods</translation>
    </message>
    <message>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <source>指标(&amp;1)</source>
        <translation>Measures (&amp;1)</translation>
    </message>
    <message>
        <source>各规则(&amp;2)</source>
        <translation>Rules (&amp;2)</translation>
    </message>
    <message>
        <source>对照(&amp;3)</source>
        <translation>Comparison (&amp;3)</translation>
    </message>
    <message>
        <source>存为表格…(&amp;S)</source>
        <translation>&amp;Save as table…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>正在统计……</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>统计不出来，请联系维护人员。</source>
        <translation>The figures could not be worked out. Please call support.</translation>
    </message>
    <message>
        <source>括号里是 95% 的范围。件数少的时候，比例和差别都不可靠；试点结论要看几周。</source>
        <translation>In brackets the 95% interval. With few cases neither shares nor differences can be relied on; a pilot takes weeks.</translation>
    </message>
    <message>
        <source>退补件率</source>
        <translation>Sent back</translation>
    </message>
    <message>
        <source>&#x3000;其中出具告知书</source>
        <translation>&#x3000;with a notice</translation>
    </message>
    <message>
        <source>&#x3000;其中撤回</source>
        <translation>&#x3000;withdrawn</translation>
    </message>
    <message>
        <source>一次办结率</source>
        <translation>Accepted at the first visit</translation>
    </message>
    <message>
        <source>一次告知完整率</source>
        <translation>Told everything at once</translation>
    </message>
    <message>
        <source>人工改写率</source>
        <translation>Values corrected</translation>
    </message>
    <message>
        <source>受理时长（分钟）</source>
        <translation>Handling (minutes)</translation>
    </message>
    <message>
        <source>预检时长（分钟）</source>
        <translation>Pre-check (minutes)</translation>
    </message>
    <message>
        <source>收件</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>当场更正</source>
        <translation>Put right at once</translation>
    </message>
    <message>
        <source>排除</source>
        <translation>Dismissed</translation>
    </message>
    <message>
        <source>没有决定</source>
        <translation>Not decided</translation>
    </message>
    <message>
        <source>误报率</source>
        <translation>False alarms</translation>
    </message>
    <message>
        <source>对照期</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>本期</source>
        <translation>This period</translation>
    </message>
    <message>
        <source>差（95% 的范围）</source>
        <translation>Difference (95%)</translation>
    </message>
    <message>
        <source>p 值</source>
        <translation>p</translation>
    </message>
    <message>
        <source>{low} 到 {high}</source>
        <translation>{low} to {high}</translation>
    </message>
    <message>
        <source>中位 {median}，P90 {p90}</source>
        <translation>median {median}, P90 {p90}</translation>
    </message>
    <message>
        <source>{rate}（{low}–{high}）{part}/{whole}</source>
        <translation>{rate} ({low}–{high}) {part}/{whole}</translation>
    </message>
    <message>
        <source>统计 {day}</source>
        <translation>Statistics {day}</translation>
    </message>
    <message>
        <source>CSV 表格 (*.csv)</source>
        <translation>CSV table (*.csv)</translation>
    </message>
    <message>
        <source>存为表格</source>
        <translation>Save as table</translation>
    </message>
    <message>
        <source>不能写“{path}”：{reason}。请检查文件夹、权限和磁盘空间。</source>
        <translation>Cannot write “{path}”: {reason}. Please check the folder, the rights and the room on the disk.</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Saved to {path}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{name} 第 {page} 页（{part}）</source>
        <translation>{name} page {page} ({part})</translation>
    </message>
    <message>
        <source>{name} 第 {page} 页</source>
        <translation>{name} page {page}</translation>
    </message>
    <message>
        <source>未归类</source>
        <translation>Not sorted</translation>
    </message>
    <message>
        <source>正在识别</source>
        <translation>Being read</translation>
    </message>
    <message>
        <source>不适用</source>
        <translation>Not applicable</translation>
    </message>
    <message>
        <source>没有读出来</source>
        <translation>Not read</translation>
    </message>
    <message>
        <source>空白页</source>
        <translation>Blank page</translation>
    </message>
    <message>
        <source>人工归类</source>
        <translation>Sorted by hand</translation>
    </message>
    <message>
        <source>等待识别</source>
        <translation>Waiting to be read</translation>
    </message>
    <message>
        <source>正在细看</source>
        <translation>Looking closely</translation>
    </message>
    <message>
        <source>识别中</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>有问题</source>
        <translation>Flawed</translation>
    </message>
    <message>
        <source>请人工看</source>
        <translation>Please look</translation>
    </message>
    <message>
        <source>已看过</source>
        <translation>Looked at</translation>
    </message>
    <message>
        <source>已读出</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>程序未发现问题</source>
        <translation>Nothing found by the program</translation>
    </message>
    <message>
        <source>第 {row} 行 {title}</source>
        <translation>Row {row} {title}</translation>
    </message>
    <message>
        <source>人工更正</source>
        <translation>Corrected by hand</translation>
    </message>
    <message>
        <source>没有填写</source>
        <translation>Left blank</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>请核对</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>程序读出</source>
        <translation>Read by the program</translation>
    </message>
    <message>
        <source>{verdict}：{reason}</source>
        <translation>{verdict}: {reason}</translation>
    </message>
    <message>
        <source>齐全</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>缺件</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>待核对</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>免提交</source>
        <translation>Waived</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>May follow</translation>
    </message>
    <message>
        <source>人工认定</source>
        <translation>Accepted by hand</translation>
    </message>
    <message>
        <source>错误</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>疑似</source>
        <translation>Suspect</translation>
    </message>
    <message>
        <source>提醒</source>
        <translation>Hint</translation>
    </message>
    <message>
        <source>告知</source>
        <translation>For information</translation>
    </message>
    <message>
        <source>已确认，写入告知书</source>
        <translation>Confirmed, goes into the notice</translation>
    </message>
    <message>
        <source>已排除</source>
        <translation>Dismissed</translation>
    </message>
    <message>
        <source>已当场更正</source>
        <translation>Put right on the spot</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已告知</source>
        <translation>Notified</translation>
    </message>
    <message>
        <source>已受理</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>纸面正确，程序读错了</source>
        <translation>The paper is right, the program misread it</translation>
    </message>
    <message>
        <source>已核对原件，没有问题</source>
        <translation>Checked against the original, nothing wrong</translation>
    </message>
    <message>
        <source>已通过数据共享核实</source>
        <translation>Verified through shared data</translation>
    </message>
    <message>
        <source>本地不作要求</source>
        <translation>Not required here</translation>
    </message>
    <message>
        <source>文件打不开，请检查权限。</source>
        <translation>The file cannot be opened, please check the permissions.</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>依据：{basis}</source>
        <translation>Ground: {basis}</translation>
    </message>
    <message>
        <source>窗口人员补记</source>
        <translation>Added by the clerk</translation>
    </message>
    <message>
        <source>采用建议：{value}</source>
        <translation>Take suggestion: {value}</translation>
    </message>
</context>
<context>
    <name>_Days</name>
    <message>
        <source>其他事项</source>
        <translation>All other matters</translation>
    </message>
    <message>
        <source>不自动删除</source>
        <translation>never</translation>
    </message>
    <message>
        <source>各事项保存天数</source>
        <translation>Days of keeping by matter</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>结案后保存天数</source>
        <translation>Days kept after closing</translation>
    </message>
    <message>
        <source>未办结保存天数</source>
        <translation>Days kept unfinished</translation>
    </message>
    <message>
        <source>今天到期的业务</source>
        <translation>Cases due today</translation>
    </message>
    <message>
        <source>删除到期的…(&amp;D)</source>
        <translation>&amp;Delete what is due…</translation>
    </message>
    <message>
        <source>结案（已受理、已撤回）的从结案算起，没办结的从最后一步操作算起，F2 修改天数。每天自动删除一次到期的。</source>
        <translation>Closed cases (accepted, withdrawn) count from the closing, unfinished ones from the last step; F2 changes the days. What is due is deleted once a day.</translation>
    </message>
    <message>
        <source>今天到期 {count} 件</source>
        <translation>Due today: {count}</translation>
    </message>
    <message>
        <source>“{text}”不是天数，没有采用。</source>
        <translation>“{text}” is no number of days and was not taken.</translation>
    </message>
    <message>
        <source>删除这 {count} 件？材料和记录都不能找回，需要归档的请先导出。</source>
        <translation>Delete these {count} cases? Papers and records cannot be brought back; export what goes to the archive first.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>日期没错，删除</source>
        <translation>The date is right, delete</translation>
    </message>
    <message>
        <source>很久没有删除过到期的业务了。请先核对电脑的日期。</source>
        <translation>Nothing was deleted for a long time. Please check the date of this computer first.</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>至少 8 个字符</source>
        <translation>At least 8 characters</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>两次输入的密码不一样。</source>
        <translation>The two passwords are not the same.</translation>
    </message>
</context>
<context>
    <name>_Holds</name>
    <message>
        <source>收件号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>收件号，例如 20261122-0031</source>
        <translation>Case number, e.g. 20261122-0031</translation>
    </message>
    <message>
        <source>停止删除的原因</source>
        <translation>Reason of the hold</translation>
    </message>
    <message>
        <source>停止删除的原因，例如 行政复议</source>
        <translation>Reason of the hold, e.g. an appeal</translation>
    </message>
    <message>
        <source>停止删除的业务</source>
        <translation>Cases on hold</translation>
    </message>
    <message>
        <source>停止删除(&amp;S)</source>
        <translation>&amp;Set hold</translation>
    </message>
    <message>
        <source>解除所选的(&amp;L)</source>
        <translation>&amp;Lift the chosen one</translation>
    </message>
    <message>
        <source>请写收件号和原因。</source>
        <translation>Please give the case number and the reason.</translation>
    </message>
    <message>
        <source>没有这个收件号。</source>
        <translation>There is no such case number.</translation>
    </message>
</context>
<context>
    <name>_Keys</name>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>快捷键表</source>
        <translation>Table of shortcuts</translation>
    </message>
    <message>
        <source>新的快捷键</source>
        <translation>New shortcut</translation>
    </message>
    <message>
        <source>设定</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>{key} 已经是“{command}”的快捷键。</source>
        <translation>{key} is the shortcut of “{command}” already.</translation>
    </message>
</context>
<context>
    <name>_Page</name>
    <message>
        <source>没有做成，请联系维护人员。</source>
        <translation>That did not succeed. Please call support.</translation>
    </message>
    <message>
        <source>已删除 {count} 件，审计记录里留有哪一件、何时、按什么规则。</source>
        <translation>Deleted: {count}. The audit trail keeps which, when and by which rule.</translation>
    </message>
    <message>
        <source>交接文件夹里它们的 {handed} 份也删除了。</source>
        <translation> Their {handed} jobs in the hand-over folder are deleted, too.</translation>
    </message>
</context>
<context>
    <name>_Person</name>
    <message>
        <source>证件号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>要求删除的人的完整证件号码</source>
        <translation>The whole ID number of the person who asks</translation>
    </message>
    <message>
        <source>有这个人的业务</source>
        <translation>Cases with this person</translation>
    </message>
    <message>
        <source>删除…(&amp;D)</source>
        <translation>&amp;Delete…</translation>
    </message>
    <message>
        <source>查看会删除什么(&amp;V)</source>
        <translation>&amp;View what will go</translation>
    </message>
    <message>
        <source>一份材料不能拆开，有这个人的业务整件删除；一天之内还在办理的和停止删除的留着。</source>
        <translation>Papers cannot be cut apart: cases with this person go as a whole. Cases worked on within a day and cases on hold stay.</translation>
    </message>
    <message>
        <source>留着：{reason}</source>
        <translation>Stays: {reason}</translation>
    </message>
    <message>
        <source>会删除</source>
        <translation>Will go</translation>
    </message>
    <message>
        <source>会删除 {gone} 件，留着 {kept} 件。</source>
        <translation>Will go: {gone}. Will stay: {kept}.</translation>
    </message>
    <message>
        <source>删除标为“会删除”的业务？不能找回。</source>
        <translation>Delete the cases marked “Will go”? They cannot be brought back.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
</TS>
